package term

// pasteByKeys: Bubble Tea v1 reads key events of the console, where pasted text
// is not marked.
const pasteByKeys = true
