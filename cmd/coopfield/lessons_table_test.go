package main

// lessons are the failures that users of other field-data systems have reported
// in public, in our words.
func lessons() []lesson {
	return []lesson{
		{
			1, "a survey is gone when the program or the battery dies; autosave breaks discarding",
			"a field is committed with fsync when the cursor leaves it, half-typed text after a moment; undo goes back to the opening and stays in the history",
			[]string{
				"cmd/coopfield.TestNothingSavedOfAFigureIsLostWhateverKeyThePowerGoesAt", "store/desk.TestTypedFieldsSurviveARestartAndBecomeOneOp",
				"store/desk.TestUndoTakesTypedFieldsBackToTheOpeningAndRedoBringsThemBack", "store/desk.TestUndoSetsSavedChangesBackByAnOpThatTheHistoryShows",
			},
		},
		{
			2, "recovery happens silently and seems random",
			"the first screen says what was recovered and of whom; the draft stands beside what the record holds until a person decides",
			[]string{
				"tui/home.TestARecoveredDraftIsToldFirstAndEnterOpensIt", "tui/coop.TestARecoveredDraftIsShownBesideWhatTheRecordHoldsAndStaysUntilDecided",
			},
		},
		{
			3, "saving gets slower with the size of a form, until data and savepoints are lost",
			"a typed field is one row, whatever the record holds",
			[]string{
				"cmd/coopfield.TestATypedFieldWritesAsMuchInALargeRecordAsInASmallOne", "store/desk.BenchmarkSaveField",
			},
		},
		{
			4, "a savepoint of one form is offered in another, or survives a reset",
			"typed fields have the record's id as key and go in the transaction that saves or drops them",
			[]string{
				"store/sqlite.TestDrafts", "store/desk.TestTypedFieldsSurviveARestartAndBecomeOneOp", "tui/coop.TestADraftIsDroppedOnlyAfterAQuestion",
			},
		},
		{
			5, "the field being typed when the program is killed is lost",
			"unfinished text is kept after a moment of silence and at every end of the program",
			[]string{
				"cmd/coopfield.TestWhateverEndsTheProgramKeepsTheLastKey", "cmd/coopfield.TestNothingSavedOfAnEvidenceIsLostWhateverKeyThePowerGoesAt",
				"tui/assess.TestAfterAKillTheUnfinishedTextStandsInItsField",
			},
		},
		{
			6, "the office withdraws a form while a draft of it is open, and the draft cannot be saved",
			"revisions of schemes are never removed; a draft stays with its own, is saved, finalised and sealed",
			[]string{
				"cmd/coopfield.TestADraftOfARetiredSchemeIsSavedFinalisedAndSealed", "store/desk.TestInternalUseOfARepealedSchemeIsAllowed",
			},
		},
		{
			7, "drafts vanish with a cleared cache; one broken record can be removed only with all others",
			"all data is in one named folder; drafts are dropped and records made void one by one",
			[]string{
				"cmd/coopfield.TestScripts/store", "tui/coop.TestADraftIsDroppedOnlyAfterAQuestion", "cmd/coopfield.TestARecordMadeByMistakeIsVoidWithAReasonAndCountedNowhere",
			},
		},
		{
			8, "a day of work is missing on Monday; nobody can see what is saved",
			"the status line tells the time of the last commit, and only after it",
			[]string{
				"tui.TestLightsCountAndTheTimeIsOfTheLastCommit", "tui/assess.TestWhatIsTypedIsDurableBeforeTheFrameSaysSo",
			},
		},
		{
			9, "a long note is cleared when one goes to another section",
			"every text is part of its record or draft from the first letter, reasons and choices of the province too",
			[]string{
				"tui/assess.TestWhatIsTypedInAnotherRowIsNotLostByASlowCommit", "tui/assess.TestAReviewThatIsLeftIsKept", "tui/conflict.TestLeavingKeepsChoicesAndTheReason",
			},
		},
		{
			10, "after the session ends the wrong form is reopened, and an old half is sent as complete",
			"the lock covers the screen and opens at the same field of the same record",
			[]string{
				"tui.TestLockingCoversEverythingAndComesBackToTheSameField", "tui.TestADialogIsStillThereAfterUnlocking", "tui.TestWhatArrivesWhileLockedWaits",
			},
		},
		{
			11, "a rejected record cannot go back to its author, and what was sent cannot be corrected",
			"a return has a reason and comments, opens at the author on top, and the correction is a new revision",
			[]string{
				"store/desk.TestAReturnedSheetOpensAtItsAuthorWithReasonAndComments", "store/desk.TestAFinalisedRecordChangesOnlyByAnAmendWithAReason",
				"sync.TestARecordTurnsGreenOnlyWhenTheAnswerComesAndSaysHowItStands", "tui/assess.TestTheReasonOfAReturnStandsOnTop",
			},
		},
		{
			12, "a record edited after a half successful send stays in dispute for ever",
			"an op is frozen by its hash; an edit is a further op on top of it, so both sticks agree",
			[]string{
				"cmd/coopfield.TestASealedChangeIsNeverWrittenAgain", "store/sqlite.TestOpIsAppendOnly",
			},
		},
		{
			13, "records can be edited while they are sent, or on top of an outdated version",
			"the log refuses changes in the database itself; an edit of an older revision becomes a parallel one",
			[]string{
				"store/sqlite.TestOpIsAppendOnly", "store/desk.TestADraftOnARevisionThatMovedOnBecomesAParallelEdit",
				"store/desk.TestAnAmendmentStandsOnWhatItsAuthorSaw", "cmd/coopfield.TestSecondProcessIsToldThatTheStoreIsInUse",
			},
		},
		{
			14, "a bad rule in a form makes a record impossible to complete",
			"computed points may be overridden with a reason; a draft stays with its scheme's revision. Moving a draft to a newer revision: chưa có chức năng",
			[]string{
				"store/scheme.TestGivenPointsWinAndADifferenceNeedsAReason", "store/scheme.TestExpressionThatFailsMakesItsItemMissing",
				"cmd/coopfield.TestADraftOfARetiredSchemeIsSavedFinalisedAndSealed",
			},
		},
		{
			15, "a draft with an option that the new form lacks crashes, or carries the wrong version number",
			"the record names the revision of its scheme, and is read with that one everywhere",
			[]string{
				"cmd/coopfield.TestADraftOfARetiredSchemeIsSavedFinalisedAndSealed", "tui/field.TestUnknownChoiceIsShownAndRemarked",
			},
		},
		{
			16, "rejections get lost on a chain of three parties; their reason is hard to find",
			"any order of review messages gives one state; the reason is the first thing shown",
			[]string{
				"store/desk.TestReviewMessagesInAnyOrderGiveOneState", "cmd/coopfield.TestASheetReturnedTwiceIsAcceptedThoughEveryStickComesAgain",
				"sync.TestALostAnswerIsMadeGoodByTheNextAndOnlyNewsIsRepeated", "tui/assess.TestAReturnedSheetOpensAtTheFirstComment",
			},
		},
		{
			17, "records made by mistake cannot be discarded after they were partly sent",
			"hủy is a state with a reason; it leaves every count and stays readable",
			[]string{
				"cmd/coopfield.TestARecordMadeByMistakeIsVoidWithAReasonAndCountedNowhere", "store/desk.TestNoteAndVoidLeaveTheContent",
			},
		},
		{
			18, "a rejected submission disappears from the lists, as if nothing had come",
			"it stays on the list of what is expected, as returned",
			[]string{
				"cmd/coopfield.TestAReturnedSheetStaysOnTheListOfWhatCame", "store/desk.TestAReturnedVisitIsOnHome",
			},
		},
		{
			19, "two retries at the same time store the same record twice",
			"hashes are unique in the database, and a bundle is one transaction",
			[]string{
				"cmd/coopfield.TestTwoImportsAtOnceTakeEverythingInOnce", "store/sqlite.TestInsertOp",
			},
		},
		{
			20, "a request that is split or repeated makes two records",
			"ids are in the signed content, never given by the arrival",
			[]string{
				"sync.TestAnyOrderRepetitionAndLossGivesTheSameState", "sync.TestPartsAreJoinedInAnyOrderFromAnywhere", "store/desk.TestAnIDNamesOneRecordOfOneKind",
			},
		},
		{
			21, "sending is reported as done, fails at the receiver, and the next exchange removes the data",
			"only a receipt of the province turns a record green; nothing local is removed by sealing or importing",
			[]string{
				"sync.TestARecordTurnsGreenOnlyWhenTheAnswerComesAndSaysHowItStands", "sync.TestAnAnswerOfSeveralBundlesCountsOnlyWhenAllCame",
				"sync.TestAnswersLostRepeatedAndReorderedGiveExactlyWhatTheProvinceLogged", "tui/seal.TestWhatWasReceiptedTurnsGreen",
			},
		},
		{
			22, "items stay pending without a reason that anybody understands",
			"every change that does not count has a state, a sentence and a command or key that deals with it",
			[]string{
				"cmd/coopfield.TestEveryStateOfWhatDoesNotCountHasAWord", "cmd/coopfield.TestAQuarantinedChangeKeepsItsBytesItsReasonAndItsWayOut",
				"sync.TestEveryRefusalCodeIsDocumented", "tui/inbox.TestABundleWhosePredecessorIsMissingWaitsAndNamesTheRange", "cmd/coopfield.TestScripts/import",
			},
		},
		{
			23, "one control character typed on one device blocks every transfer",
			"text is cleaned at entry, refused in files, and one bad change never stops the others",
			[]string{
				"store/vi.TestCleanRemovesWhatAPersonCannotSee", "store.TestParseBringsTextToNFCAndStripsControl", "sync.TestHostileTextInAnOpIsQuarantinedOrInert",
				"store/desk.TestForgedOpsAreSetAsideOneByOne", "store/oplog.FuzzDecode",
			},
		},
		{
			24, "a repeated file blocks the device; nobody knows how to get the data out",
			"a repeated bundle is known and passed over; a backup is one command",
			[]string{
				"cmd/coopfield.TestScripts/import", "tui/inbox.TestABundleThatWasTakenInIsKnown", "cmd/coopfield.TestScripts/backup",
			},
		},
		{
			25, "one bad form blocks the whole queue; deleting it was nearly the remedy",
			"what cannot count is set aside with its reason and every byte, and can be admitted later",
			[]string{
				"cmd/coopfield.TestAQuarantinedChangeKeepsItsBytesItsReasonAndItsWayOut", "store/desk.TestARefusedOpStaysAsideAndMayBeAdmittedLater",
				"store/desk.TestAnInvalidFieldIsAdmittedOnlyIfItFitsTheRecord", "store/desk.TestABundleThatFailsInAGroupLeavesItsNeighboursApplied",
			},
		},
		{
			26, "offline chains that arrive out of order get stuck, or are marked as conflicts when forced",
			"bundles are held by their predecessor's hash without limit of time; any order gives the same state",
			[]string{
				"store/desk.TestALaterBundleIsHeldUntilTheGapIsFilled", "store/desk.TestAnyOrderAndRepetitionOfBundlesGivesTheSameState",
				"sync.TestAnyOrderRepetitionAndLossGivesTheSameState", "cmd/coopfield.TestScripts/order",
			},
		},
		{
			27, "a record made and changed offline is sent, and the change is ignored",
			"ops of one record are applied in the order of their bases",
			[]string{
				"store/oplog.TestAChainOfEditsIsAppliedInTurn", "store/oplog.TestWhatMissesABaseWaitsWithAllThatStandsOnIt", "cmd/coopfield.TestScripts/official",
			},
		},
		{
			28, "changes of a conflict are forgotten after the next good exchange",
			"a case stands until a person decides, every import and the first screen tell the number, and the losing value stays",
			[]string{
				"store/desk.TestParallelSheetsWaitForAPersonAndTheAncestorCounts", "store/desk.TestADecisionClosesTheCaseEverywhereWithTheSameState",
				"cmd/coopfield.TestScripts/conflict", "cmd/coopfield.TestAConflictIsDecidedByTheKeyboardAndReachesBothLaptops",
			},
		},
		{
			29, "conflicts are reported where nobody disagrees",
			"equal values are never a conflict, and different fields of a cooperative are joined",
			[]string{
				"store/oplog.TestEqualValuesAreNeverAConflict", "store/oplog.TestEqualEditsOfAnyKindNeverDisagree", "store/desk.TestEqualEditsAreNoConflict",
			},
		},
		{
			30, "staff exchange with a demonstration server by mistake and lose their data",
			"a bundle carries province and mode; one of another is refused before anything is touched",
			[]string{
				"sync/bundle.TestForgeriesGetTheirCode", "cmd/coopfield.TestScripts/import", "store/desk.TestOnlyATrainingStoreIsFilledInBulk",
			},
		},
		{
			31, "exchange fails for all after somebody changed option codes at the office",
			"revisions of schemes only rise, each with its hash; old ones stay, unknown ones make a change wait",
			[]string{
				"store/desk.TestAPackOnlyRisesAndIsTakenWholeOrNotAtAll", "store/desk.TestAnOpWaitsForItsCooperativeAndItsScheme",
				"cmd/coopfield.TestADraftOfARetiredSchemeIsSavedFinalisedAndSealed",
			},
		},
		{
			32, "only the main file of a live database is copied, and the last edits stay behind",
			"a backup is a command that reads itself back; a store that is closed is one file; live stores on sticks are refused",
			[]string{
				"cmd/coopfield.TestAClosedStoreLeavesNothingBesideItsDatabase", "store/sqlite.TestBackup", "store/sqlite.TestALiveStoreIsRefusedWhereACommitIsNotSafe",
				"sync.TestADatabasePutBackIsFilledFromTheSecondLogInANewEpoch",
			},
		},
		{
			33, "with write-ahead logging three files must be handled as one",
			"nobody needs to: bundles and backups are single files made by the program, and help says never to copy the database",
			[]string{
				"cmd/coopfield.TestAClosedStoreLeavesNothingBesideItsDatabase", "cmd/coopfield.TestABackupTakenWhileSomebodyTypesHoldsWhatWasDurable",
				"tui/paper.TestWhenDataSeemLostAtEverySize",
			},
		},
		{
			34, "storage is full, writing goes on, and empty files replace good ones",
			"room is checked, files are written beside, read back and renamed; the first error stops and the good file stays",
			[]string{
				"cmd/coopfield.TestFullDiskIsToldAndLosesNothing", "sync/bundle.TestAFileThatWasThereStaysUntilTheNewOneIsWhole",
				"sync/bundle.TestVerifiedWriteLeavesAllOrNothing", "cmd/coopfield.TestFaultAtAWritingCallLosesNothingAndIsToldInASentence",
			},
		},
		{
			35, "the data folder is hidden by the system, and there is no plain export to a file",
			"the store is a folder that --data names; backup writes all of it into one file and restore puts it back",
			[]string{
				"sync.TestABackupPutBackElsewhereHasAllAndGoesOnInANewEpoch", "cmd/coopfield.TestScripts/backup",
			},
		},
		{
			36, "an exported draft cannot be taken in on another computer",
			"saved drafts travel with the bundles; the successor of a laptop gets its open work; a backup holds typed fields too",
			[]string{
				"cmd/coopfield.TestOpenWorkGoesOnAtTheSuccessor", "cmd/coopfield.TestABackupTakenWhileSomebodyTypesHoldsWhatWasDurable", "cmd/coopfield.TestScripts/revoke",
			},
		},
		{
			37, "bulk decryption stops at the first bad item and does not say which failed",
			"each file of an import is reported by name and code, and none stops another",
			[]string{
				"cmd/coopfield.TestScripts/import", "tui/inbox.TestAnAlteredBundleIsRefusedWithItsReasonAndTheOthersGoIn",
				"store/desk.TestABundleThatFailsInAGroupLeavesItsNeighboursApplied", "sync.TestADamagedPartIsNamedAndTheOthersAreKept",
			},
		},
		{
			38, "with a bad key a form is saved without encryption, silently",
			"sealing fails loudly and leaves no file; no personal value is found in any file of a real store",
			[]string{
				"cmd/coopfield.TestASealThatCannotEncryptWritesNothing", "cmd/coopfield.TestNoPersonalValueStandsInAnyFileOfARealStore", "store/sqlite.TestLockedCodecIsSaid",
			},
		},
		{
			39, "a lost key is lost data, because nobody else can decrypt",
			"every bundle and store has the province's recovery recipient beside the working key",
			[]string{
				"cmd/coopfield.TestTheRecoveryKeyAloneOpensABundle", "sync/trust.TestRecoveryIdentityOpensAForgottenStore",
				"sync.TestARealStoreComesBackWithItsPassphraseOrTheRecoveryKey", "sync/trust.TestARecoverySheetIsReadBackFromPaper",
			},
		},
		{
			40, "large forms get slower with every repeat, because everything is computed at each key",
			"a key recomputes what depends on the figure; cost is measured at ten times the province's size",
			[]string{
				"tui/assess.TestTypingAFigureRecomputesEveryItemThatUsesIt", "tui/assess.BenchmarkKey", "cmd/coopfield.BenchmarkRead", "cmd/coopfield.BenchmarkSave",
			},
		},
		{
			41, "an export takes minutes on a hard disk, one file for each record",
			laterPart + " (xuất bảng). Guard: records are rows of one database and a bundle is one file, measured cold",
			[]string{
				"cmd/coopfield.BenchmarkSeal", "cmd/coopfield.BenchmarkRead",
			},
		},
		{
			42, "an export never starts, or ends as an empty or torn archive without a word",
			laterPart + " (xuất bảng). Guard: every file that the program writes is read back before it has its name",
			[]string{
				"sync/bundle.TestVerifiedWriteLeavesAllOrNothing", "sync/bundle.TestEveryByteThatAStickGivesBackWrongIsFound",
			},
		},
		{
			43, "a spreadsheet opens the export in the wrong encoding and destroys names",
			laterPart + " (xuất XLSX, CSV). Guard: tables that Excel wrote are read with their mark, and text is NFC everywhere",
			[]string{
				"store/unit.TestLoadTakesTheMarkThatExcelWritesAndSeveralAliases", "store/vi.TestEverySyllableOfTheLandIsOne",
			},
		},
		{
			44, "repeated groups are missing in an export, or lost when columns are filtered",
			laterPart + " (xuất bảng). Guard: list --json gives whole documents, the same bytes on every machine",
			[]string{
				"cmd/coopfield.TestScripts/list", "store/desk.TestTheProvinceReadsTheSameBytes",
			},
		},
	}
}
