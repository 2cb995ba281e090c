package sync

import (
	"runtime"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync/trust"
)

// alone is how many ops are checked by one processor: a bundle of a season has
// few, and others are verified beside it.
const alone = 512

// checkOps verifies form and author of each op, and returns what is wrong with
// the fields of each, "" for nothing. Of several errors it returns the first op's;
// a panic of one part is the caller's.
func checkOps(ops []store.LoggedOp, d *trust.Device) ([]string, error) {
	faults := make([]string, len(ops))
	parts := 1
	if len(ops) > alone {
		parts = runtime.GOMAXPROCS(0)
	}
	each := (len(ops) + parts - 1) / parts
	errs := make([]error, parts)
	store.Beside(parts, func(part int) {
		for i := part * each; i < min((part+1)*each, len(ops)); i++ {
			if errs[part] = checkAuthor(&ops[i], d); errs[part] != nil {
				return
			}
			if ops[i].V == oplog.Version {
				faults[i] = desk.SetFault(&ops[i]) // its form was checked with its author
			}
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return faults, nil
}
