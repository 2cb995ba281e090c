// Package sheet reads and writes workbooks (XLSX), and takes the reference data
// of a province in and out of them: a scoring scheme or a programme as a
// workbook that somebody fills in who has never seen a TOML file.
//
// # What is read
//
// [Read] takes a workbook as it comes from Excel, LibreOffice or an old office
// program: decomposed letters, spaces at the ends, merged, hidden and empty rows,
// dates as dates or as text, numbers as numbers or as "0,5". What it holds is
// bounded before it is unpacked, and no part of it is ever run: a formula counts
// by the value that the office program stored with it, macros and links to other
// files are left aside, and [Book.Notes] says so.
//
// # Reference data
//
// A layout says on which sheet and in which column each key of the TOML file
// stands. [Reference.TOML] writes the one format that laptops and auditors read,
// and has it checked by the same rules as any other file of reference data; each
// fault then names the sheet, row and column that it comes from.
package sheet
