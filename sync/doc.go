// Package sync is what leaves a store and what enters it: sealing, verifying
// and importing signed bundles, enrolment, and what an auditor needs. It is
// named for the thing it does; the standard package of that name is imported
// as gosync.
//
// A [Site] is one open store with its keys. Its methods are steps that a
// command or a screen takes, each with its plan beforehand ([Site.SealPlan],
// [Site.Import] with DryRun) and its report afterwards. Files are its business,
// tables are not: records are reached through store/desk and the ports of
// package store alone.
//
// Nothing here trusts a clock, a file name or a folder: content decides.
//
// # Backups
//
// A backup ([Site.Backup], [Restore]) is one age file. Inside is a tar of
// MANIFEST, one "key: value" a line, and after it exactly the files that it
// lists with size and SHA-256: coopfield.db (made by VACUUM INTO and read
// through), oplog/ (the second log), keys/ (as they are wrapped), inbox/ and
// att/, and ca/ of a province that has left it there. The file key is wrapped to
// the store's own age recipient, to the province's recovery recipient once the
// store is enrolled, and in a stanza "coopfield-store v1" that carries the data
// key as the passphrase wraps it (package sync/trust). So a fresh machine opens it
// with the passphrase alone, the province with its recovery identity, and
// `age -d -i recovery.key FILE | tar t` without this program. outbox/ and refused
// files are left out, since they can be made or sent again.
//
// A province that is put back lacks the versions of the registry and the decisions
// that it signed since, and laptops have them. Its office gets a new key
// ([Site.RekeyOffice]): what the one before signed beyond the backup counts nowhere
// then. Until it has one the store says so at every opening ([NoticePutBack]).
//
// # Refusal codes
//
// What is refused, and what is damaged, ends a command with exit status 3. The
// stable sub-code stands in brackets behind the sentence, in the journal and in
// the output of --json. A test compares this list with the source.
//
// Of a file, in the order of the steps of an import:
//
//	unreadable       the file can't be read, or reads differently the second time
//	not-a-bundle     neither a bundle nor a part of one
//	part             a part is damaged, or the parts do not make up their bundle
//	wrong-recipient  encrypted, but not to this store
//	damaged          not whole, or not what was encrypted
//	container        other entries, order, types or bytes than a bundle has
//	limit            larger than any honest file, or packed too tightly
//	signature        not a signature of these bytes
//	namespace        signed for another purpose or province
//	not-our-ca       the certificate is not of our CA, or the CA is not that on paper
//	not-enrolled     our CA, but the registry does not list the key
//	role             the signer's role may not send this, or this store not take it
//	newer-format     a container version that this program does not know
//	manifest         the manifest breaks its grammar or contradicts its signer
//	wrong-province   signed and whole, but addressed to someone else
//	mode             training into real, or the other way
//	hash             a file does not have the size or hash that was signed
//	op-encoding      a line of the log that no program would have written so
//	op-chain         lines out of order, of another device, or not ending where signed
//	op-form          an op that breaks the rules of every op
//	op-signature     the author's signature is not of this op
//	quoted           a quoted line that is none
//
// Of answers and of papers about keys:
//
//	down-chain       the province's own book of a laptop's answers can't be read
//	receipts         receipts that break their grammar
//	expected         an expected list that breaks its grammar
//	trust            a trust document that breaks its grammar, or is of another laptop
//	registry         a registry that breaks its grammar or goes backwards
//	old-office       signed with a key that the office has put out of use
//	enrol            an enrolment request that breaks its grammar
//	unit             a request whose unit or role is not the one confirmed
//	revoked          a request of a device that was revoked
//	successor        a successor that can't take over
//	ca               another CA key than this province's
//
// Of this store and its media:
//
//	read-back        a medium gives back other bytes than it took
//	attachment       an attached file of this store is damaged
//	sealed-value     a value in the database was altered
//	keys             a key file was altered
//	backup-damaged   a backup is not whole
package sync
