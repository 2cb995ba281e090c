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
package sync
