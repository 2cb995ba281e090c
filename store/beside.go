package store

import gosync "sync"

// Beside runs f(0) to f(n-1) side by side and returns when all have ended. What
// one panics with the caller panics with: nobody stands ready for it elsewhere.
func Beside(n int, f func(i int)) {
	panics := make([]any, n)
	var wg gosync.WaitGroup
	for i := range n {
		wg.Go(func() {
			defer func() { panics[i] = recover() }()
			f(i)
		})
	}
	wg.Wait()
	for _, v := range panics {
		if v != nil {
			panic(v)
		}
	}
}
