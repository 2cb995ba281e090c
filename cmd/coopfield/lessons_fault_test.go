package main

// fieldFaults are what a laptop and its sticks meet in the field.
func fieldFaults() []lesson {
	return []lesson{
		{1, "the process is killed at any write of a save, seal or import", "what was acknowledged is there, nothing is half", []string{
			"cmd/coopfield.TestFaultAtAWritingCallLosesNothingAndIsToldInASentence", "cmd/coopfield.TestPutKilledAtAnyMomentLosesNothingThatItPrinted",
			"cmd/coopfield.TestSealKilledAtAnyMomentLeavesNoHalfBundle", "cmd/coopfield.TestImportKilledAtAnyMomentIsAllOrNothingAndGoesOnAfter",
			"store/sqlite.TestPowerLossLosesNothingThatWasAcknowledgedAndLeavesNothingHalf",
		}},
		{2, "the disk or the stick is full at any write", "a sentence says so and nothing is lost", []string{
			"cmd/coopfield.TestFullDiskIsToldAndLosesNothing", "cmd/coopfield.TestFaultAtAWritingCallLosesNothingAndIsToldInASentence", "sync.TestAStickThatIsLockedOrFullIsSaidSo",
		}},
		{3, "the stick is pulled out at any moment", "no half file has the name of a bundle, and another stick's copy is whole", []string{
			"sync/bundle.TestAStickPulledOutAtAnyStepLeavesNoHalfFile", "sync.TestOneOfTwoSticksPulledOutDoesNotSpoilTheOther", "sync.TestASealThatFailsOnItsOnlyStickChangesNothing",
		}},
		{4, "the stick is read-only, FAT32 or exFAT, or has a Vietnamese name", "names are safe there, reading needs no writing, a live store is refused", []string{
			"sync/bundle.TestNamesAreSafeOnSticks", "sync.TestAnImportLeavesTheStickAsItIs", "sync.TestAStickThatIsLockedOrFullIsSaidSo",
			"store/sqlite.TestALiveStoreIsRefusedWhereACommitIsNotSafe", "sync.TestRealMedia",
		}},
		{5, "a bundle is truncated, has a flipped bit or zeros", "it is refused by name; of a bundle in parts the good parts are kept", []string{
			"sync/bundle.TestEveryFlippedByteAndEveryTruncationIsRefused", "sync.TestNoFlippedByteAndNoTruncationIsAccepted", "sync.TestADamagedPartIsNamedAndTheOthersAreKept",
		}},
		{6, "the same bundle is imported twice, and by two processes at once", "it is in once; the second process is told to wait", []string{
			"cmd/coopfield.TestTwoImportsAtOnceTakeEverythingInOnce", "cmd/coopfield.TestSecondProcessIsToldThatTheStoreIsInUse",
		}},
		{7, "bundles arrive in any order, and some never", "the state is a function of the set of ops", []string{
			"sync.TestAnyOrderRepetitionAndLossGivesTheSameState", "store/oplog.TestStateIsAFunctionOfTheSetOfOps", "store/desk.TestAnyOrderOfOpsAndDecisionsGivesTheSameVerdicts",
		}},
		{8, "the same place of a log arrives with other bytes", "both are kept as a fork, which a person sees and decides", []string{
			"sync.TestEveryRestoreAndCloneIsFound", "store/desk.TestAnAcceptedRecordStaysWhenAForkArrives", "store/desk.TestTheOtherBranchOfAForkIsAdmittedAsRevisions",
		}},
		{9, "the clock is ten years off, or jumps while somebody types", "no clock decides; the error is told", []string{
			"sync.TestAClockWrongByYearsIsToldAndDecidesNothing", "store/desk.TestAClockBefore1970KeepsNothingAtHome",
		}},
		{10, "one officer works on two laptops", "each has its key and log; their work meets at the province", []string{
			"cmd/coopfield.TestTwoLaptopsOfOnePersonMeetAtTheProvince", "store/desk.TestParallelEditsOfACooperativeAreMerged",
		}},
		{11, "an old program reads a new bundle, a new program an old store", "what is newer waits or is refused with a reason; old stores are brought forward", []string{
			"store/oplog.TestAnOpOfANewerEncodingKeepsItsPlace", "sync.TestHostileFilesAreRefusedWithTheirCode",
			"store/sqlite.TestMigrationFromCommittedFile", "store/oplog.TestAnOpHasTheBytesAndTheHashOfTheDesign",
		}},
		{12, "a file is a bomb, climbs out of its folder, or hides text", "refused early and cheaply, or shown without what a terminal obeys", []string{
			"sync/bundle.TestBombsOfAnEnrolledDeviceAreRefusedCheaply", "sync/bundle.TestAMillionEntriesAreRefusedEarly",
			"sync/bundle.TestHostileContainersAreRefusedBeforeAnySignature", "sync.TestHostileTextInAnOpIsQuarantinedOrInert",
			"sync.TestNamesOfFilesAreShownWithoutWhatATerminalObeys", "cmd/coopfield.TestMarksThatTurnOrHideTextAreNotPrinted",
		}},
		{13, "a draft is bound to a scheme that was replaced", "it goes all the way with its own revision", []string{
			"cmd/coopfield.TestADraftOfARetiredSchemeIsSavedFinalisedAndSealed",
		}},
		{14, "a backup is put back that is older than receipts already given", "the unit is told, a new epoch goes on, the province takes all in again without twins", []string{
			"sync.TestAReceiptForWhatIsNotHeldOpensAnEpochOnce", "sync.TestALaptopPutBackFromABackupIsToldEverythingAgain",
			"sync.TestADatabasePutBackAndWrittenOnKeepsBothBranches", "sync.TestEveryRestoreAndCloneIsFound",
		}},
		{15, "an import fails", "nothing changes but the journal of files", []string{
			"cmd/coopfield.TestARefusedFileChangesNothingThatCounts", "store/desk.TestAPreviewChangesNothing", "store/desk.TestAGroupThatIsNotCommittedIsNothing",
		}},
		{16, "a key is lost or another person's, a device is revoked", "the recovery key opens, wrong hands are named, late work waits for a person", []string{
			"sync/trust.TestRecoveryIdentityOpensAForgottenStore", "sync.TestAnAnswerInTheWrongHandsSaysSo", "cmd/coopfield.TestScripts/revoke",
			"cmd/coopfield.TestAQuarantinedChangeKeepsItsBytesItsReasonAndItsWayOut",
		}},
		{17, "a backup is taken while somebody types", "it holds every field that was durable before it", []string{
			"cmd/coopfield.TestABackupTakenWhileSomebodyTypesHoldsWhatWasDurable", "store/sqlite.TestPowerLossLosesNothingThatWasAcknowledgedAndLeavesNothingHalf",
		}},
		{18, "the terminal is closed, the power goes, the laptop sleeps", "the last key is kept, and the screen locks when nobody is there", []string{
			"cmd/coopfield.TestWhateverEndsTheProgramKeepsTheLastKey", "tui/term.TestSignalsEndCleanlyAndFlush", "tui.TestAnUnusedKeyboardLocksAndLongWorkIsNotInterrupted",
		}},
		{19, "work goes on after the lock", "the same record opens at the same field", []string{
			"tui.TestLockingCoversEverythingAndComesBackToTheSameField", "tui.TestWhatCannotBeSavedKeepsTheScreenOpen",
		}},
		{20, "a record is rejected, corrected and rejected again while three sticks are under way", "any order ends in one state, with every reason in the history", []string{
			"cmd/coopfield.TestASheetReturnedTwiceIsAcceptedThoughEveryStickComesAgain", "store/desk.TestReviewMessagesInAnyOrderGiveOneState",
		}},
	}
}
