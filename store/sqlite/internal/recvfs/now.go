package recvfs

import (
	"slices"
	"strings"
)

// Now returns the content of the folder as programs see it.
func (w *Walk) Now() Image {
	img := make(Image, len(w.now))
	for name, f := range w.now {
		if strings.HasSuffix(name, "/") {
			continue
		}
		img[name] = f.done
		if len(f.pending) > 0 {
			img[name] = apply(slices.Clone(f.done), f.pending)
		}
	}
	return img
}

// Last is the event that Next took in.
func (w *Walk) Last() *Event { return &w.log.Events[w.at-1] }
