// Package trust says whose key is whose: device keys, the province's
// certificates, signatures that stock OpenSSH verifies, enrolment, and the
// registry of devices (sync protocol, Keys and trust).
//
// # Keys
//
// One store is one person on one laptop with one Ed25519 key. [DevID] names it
// in ops from the first minute; after approval a certificate gives it a
// principal such as "dakha-01". The province has a CA key, an office key
// certified by it (its own device key), and two age recipients, a working and
// a recovery one. [Keyring] keeps a store's keys in DIR/keys, [CA] those that
// belong in a safe in DIR/ca.
//
// On the disk a passphrase opens, through Argon2id, a random data key
// (XChaCha20-Poly1305), and the data key opens the private keys. A training
// store has no passphrase: its data key lies open beside them.
//
// # Signatures
//
// All signatures are SSHSIG (openssh-portable, PROTOCOL.sshsig) by Ed25519 keys
// over SHA-512, each under a namespace that keeps purposes apart. A certificate
// carries no end date: no clock decides anything, revocation is by counter.
//
// # Errors
//
// What is not believed is a *store.Error with Code Refused and one of the
// Detail* codes; a wrong passphrase is Locked; a file of ours that cannot be
// read back is Damaged.
package trust
