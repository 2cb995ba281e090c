// Package store is the vocabulary of coopfield: the kinds of record, their
// fields, the op that changes them, the errors that people read, and the ports
// that a database, a signer and a clock must serve.
//
// It imports store/vi alone. It opens no file, reads no clock and knows no SQL:
// store/sqlite is one adapter of the ports defined here, as a driver is one of
// database/sql. What needs schemes, permissions or other records is in
// store/desk.
//
// # Values
//
// A record's content is a [Doc]: text (NFC), integers, booleans, and nested
// Docs keyed by item id; never a list, so that two people who add items never
// conflict. Decimals are integers by the field's scale: đồng, persons and
// years have none, every other number has two decimals (hundredths). People
// and other programs write them in their shortest form (4.5); [Parse] and
// [Format] convert at the boundary.
package store
