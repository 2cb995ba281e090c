// Package sync is what leaves a store and what enters it: sealing, verifying
// and importing signed bundles, enrolment, and what an auditor needs. It is
// named for the thing it does; the standard package of that name is imported
// as gosync.
//
// A [Site] is one open store with its keys. Its methods are steps that a
// command or a screen takes, each with its plan beforehand ([Site.SealPlan],
// [Site.Import] with DryRun) and its report afterwards. Files are its business,
// tables are not: records are reached through store/desk and the ports of
// package store alone.
//
// Nothing here trusts a clock, a file name or a folder: content decides.
package sync
