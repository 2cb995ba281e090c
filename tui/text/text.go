// Package text holds the words of the interface: one typed struct for each
// language, so that a missing word does not compile where it is used and a test
// finds the empty ones. Each screen has a file of its own with its struct and
// both languages. Words are NFC and carry no emoji.
package text

// Lang names a language in the settings and on the command line.
type Lang string

// The languages.
const (
	VI Lang = "vi"
	EN Lang = "en"
)

// Words are all words of one language.
type Words struct {
	Lang    Lang
	Program string // first part of the breadcrumb

	Frame   Frame
	Keys    Keys
	Dialog  Dialog
	Palette Palette
	Field   Field
	Table   Table

	Home     Home
	Coops    Coops
	Coop     Coop
	Assess   Assess
	Visit    Visit
	Record   Record
	Pilot    Pilot
	Seal     Seal
	Inbox    Inbox
	Leaf     Leaf
	History  History
	Review   Review
	Conflict Conflict
	Undo     Undo
	Unlock   Unlock
	Paper    Paper
	Security Security
	FirstRun FirstRun
	Plain    Plain

	Programme Programme
	Plan      Plan
	Transfer  Transfer
	Report    Report

	Registration Registration
	Classes      Classes
	Otherwise    Otherwise
	Forgotten    Forgotten
}

// Vietnamese and English are the two languages of the interface.
var (
	Vietnamese = Words{
		Lang: VI, Program: "HTX",
		Frame: frameVI, Keys: keysVI, Dialog: dialogVI, Palette: paletteVI, Field: fieldVI, Table: tableVI,
		Home: homeVI, Coops: coopsVI, Coop: coopVI, Assess: assessVI, Visit: visitVI, Record: recordVI, Pilot: pilotVI, Seal: sealVI, Inbox: inboxVI, Leaf: leafVI, History: historyVI, Review: reviewVI, Conflict: conflictVI, Undo: undoVI, Unlock: unlockVI, Forgotten: forgottenVI, Paper: paperVI, Security: securityVI, FirstRun: firstRunVI, Plain: plainVI,
		Programme: programmeVI, Plan: planVI, Registration: registrationVI, Classes: classesVI, Otherwise: otherwiseVI,
		Transfer: transferVI, Report: reportVI,
	}
	English = Words{
		Lang: EN, Program: "Coop",
		Frame: frameEN, Keys: keysEN, Dialog: dialogEN, Palette: paletteEN, Field: fieldEN, Table: tableEN,
		Home: homeEN, Coops: coopsEN, Coop: coopEN, Assess: assessEN, Visit: visitEN, Record: recordEN, Pilot: pilotEN, Seal: sealEN, Inbox: inboxEN, Leaf: leafEN, History: historyEN, Review: reviewEN, Conflict: conflictEN, Undo: undoEN, Unlock: unlockEN, Forgotten: forgottenEN, Paper: paperEN, Security: securityEN, FirstRun: firstRunEN, Plain: plainEN,
		Programme: programmeEN, Plan: planEN, Registration: registrationEN, Classes: classesEN, Otherwise: otherwiseEN,
		Transfer: transferEN, Report: reportEN,
	}
)

// For returns the words of lang, Vietnamese for anything unknown.
func For(lang Lang) *Words {
	if lang == EN {
		return &English
	}
	return &Vietnamese
}
