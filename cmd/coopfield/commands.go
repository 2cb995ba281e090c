package main

// commands lists every command in the order of the help.
func commands() []command {
	return []command{
		demoCommand(), initCommand(), sampleCommand(),
		listCommand(), getCommand(), historyCommand(), putCommand(),
		scoreCommand(), finaliseCommand(), amendCommand(), noteCommand(), voidCommand(),
		returnCommand(), acceptCommand(), conflictsCommand(), resolveCommand(), sameAsCommand(), attachCommand(),
		candidatesCommand(),
		printCommand(), paperCommand(), reportCommand(),
		pilotsCommand(), deadlinesCommand(), objectivesCommand(), needsCommand(), ledgerCommand(), seriesCommand(),
		sealCommand(), verifyCommand(), inspectCommand(), importCommand(),
		answerCommand(), packCommand(), transferCommand(),
		admitCommand(), refuseCommand(),
		enrolCommand(), auditCommand(), passphraseCommand(), recoveryCommand(),
		backupCommand(), restoreCommand(), doctorCommand(),
	}
}

var kindHelp = [2]string{
	`LOẠI là một trong: cooperative (hợp tác xã), annual (số liệu năm), assessment (bảng đánh giá),
visit (kiểm tra), consultation (tư vấn), followup (theo dõi), registration (đăng ký), plan (kế hoạch),
support (hỗ trợ), event (sự kiện), obstacle (vướng mắc), report (báo cáo), proposal (đề xuất),
decision (quyết định, chỉ đọc), attachment (tệp, chỉ đọc).`,
	`KIND is one of: cooperative, annual, assessment, visit, consultation, followup, registration,
plan, support, event, obstacle, report, proposal, decision (read only), attachment (read only).`,
}
