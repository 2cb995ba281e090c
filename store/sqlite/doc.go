// Package sqlite keeps a coopfield store in one SQLite file: it is the adapter
// of the ports [store.Log] and [store.Tx].
//
// The op log is the truth and is append-only, which triggers enforce; every
// other table is a view of it, a journal, or typed text that is not an op yet.
// A transaction that was reported as done survives a power cut: WAL with
// synchronous=FULL, read back after opening (sync protocol, SQLite that does
// not lose a commit).
//
// One process holds a store at a time, by a lock of the operating system on a
// file beside the database. Within it there is one writing connection and a
// small pool of reading ones. Update runs one after the other; a View sees the
// state of its beginning and waits for nobody. An Update inside an Update, or
// more Views inside one another than the pool has connections, wait for ever.
//
// Whatever carries content passes the store's [store.Codec] in seal.go. Plain
// columns hold ids, names of cooperatives, tax codes, registration numbers,
// units, kinds, states, dates, points and hashes alone.
package sqlite
