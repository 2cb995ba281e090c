// Package bundle is the container that carries ops between a laptop and the
// province: MANIFEST, signature, packed ops, attachments, in tar, in age (sync
// protocol, A bundle). Anyone can check one without this program, with age,
// tar, ssh-keygen, sha256sum and gzip.
//
// # Making one
//
// [Build] packs, hashes and signs a [Content]; the [Tar] that comes out is read
// back with [OpenTar] as an importer would; [Seal] encrypts it to its
// recipients; [WriteVerified] puts it on a stick and reads it back.
//
// # Reading one
//
// The types keep the order of the import algorithm. [Open] decrypts and checks
// the container (steps 3 and 4) and gives a [Sealed], of which nothing but the
// two first entries is in memory and nothing has been parsed. [Sealed.Verify]
// checks the signature, then the manifest, then every file's size and hash
// (steps 5, 6 and half of 7) and gives a [Bundle]; only that has a Manifest and
// content, which is unpacked within the declared and fixed bounds and compared
// with its hash before a byte of it is returned.
//
// No plain copy is written to the disk: the encrypted file is read in place,
// once from end to end before anything is believed, and again, each chunk
// authenticated, for what is used. No name from a container is ever a path.
//
// # Refusals
//
// Each is a *store.Error with Code Refused and one of these stable details:
//
//	wrong-recipient  encrypted, but not to us: "gửi nhầm nơi"
//	damaged          not whole, or not an age file: copy it again
//	container        other entries, order, types or bytes than a bundle has
//	limit            larger than any honest bundle, or packed too tightly
//	signature        not a signature of this manifest
//	namespace        signed for another purpose or province
//	not-our-ca       the signer's certificate is not of our CA
//	not-enrolled     our CA, but the registry does not list this key
//	role             the registry's role may not send this kind of bundle
//	newer-format     a container version that this program does not know
//	manifest         a manifest that breaks its grammar or contradicts its signer
//	wrong-province   signed and whole, but addressed to someone else
//	mode             training into real, or the other way
//	hash             a file does not have the size or hash that was signed
//	part             a part of a split bundle whose header or bytes are wrong
//
// The grant adds the details of package trust: trust, registry.
package bundle
