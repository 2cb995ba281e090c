// Package desk holds the use cases: what an officer, an advisor or the
// province does with records, over the ports that package store defines.
//
// Every method that changes something runs in one transaction of the log and
// returns after the commit; if it returns an error nothing has changed. What a
// person may read is a [store.Error]. A Desk has no clock, no randomness and
// no file of its own: they come in through [Options].
//
// # State
//
// The ops are the truth. A record's view, the open cases and the verdict on
// each op are a function of the set of ops held, of the registry's writers and
// of the reference data, never of the order in which they came (sync protocol,
// What is a conflict). Ops are taken in by the quickest way that gives the same
// answer, and a cooperative with anything unusual among its ops is decided anew
// as a whole; [Desk.Rebuild] decides everything anew and must change nothing.
//
// # Drafts
//
// What is typed is kept field by field by [Desk.SaveField] and is no op.
// [Desk.Commit] makes one op of it, on the revisions that the draft was begun
// on: an edit of a record that changed meanwhile becomes a parallel edit, to be
// merged or decided, and is never lost.
package desk
