// Package oplog holds what the op log is made of: the encoding of an op as one
// line of JSON, the hash chain of a device, the graph of a record's revisions,
// and what follows from it: the content that counts, automatic merges, and
// conflicts that wait for a person (sync protocol, "The op log" and "What is a
// conflict").
//
// It is pure: no file, no clock, no randomness. The state of a record is a
// function of the set of its ops: order, repetition and the way in which they
// arrived change nothing. Nothing is decided by the time an op claims.
//
// # Encoding
//
// [Encode] and [Decode] know one form only. A decoder that accepted another
// spelling of the same op would give two hashes to one content, or one reading
// of the bytes to this program and another one to the auditor's; so [Decode]
// encodes what it read and requires the same bytes.
//
// # State
//
// [Fold] computes a record's [State] from all its ops, [Advance] from the
// state before and one op that stands on its head. They agree. Each leaf of a
// document is a multi-value register over the graph: its value is clear if all
// writers that no other writer supersedes wrote the same.
package oplog
