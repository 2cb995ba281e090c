// Package security is the screen of what protects a store (Bảo mật): who it is
// and whose key it has, passphrase, recovery sheet, backups, the check, the lock,
// and at the province the registry of devices.
package security
