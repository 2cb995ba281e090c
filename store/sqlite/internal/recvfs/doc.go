// Package recvfs shows what a power cut may leave of a store. It is for tests
// alone and is not linked into the product.
//
// A [Recorder] keeps in order what is written to a folder: through a VFS of
// SQLite that hands every call on to the real one, and beside it the other files
// of the folder as they change. A test sets a mark where something was
// acknowledged. From such a [Log] a [Walk] makes crash states: it is cut at any
// event; of what no later completed sync of its file covers, each write is lost,
// kept or torn at sectors, by itself, and a name that was made, moved or removed
// in a folder that was not synced since may be as it was before.
package recvfs
