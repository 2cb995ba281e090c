package sqlite

// WithoutPrefix names a path as people do.
var WithoutPrefix = withoutPrefix
