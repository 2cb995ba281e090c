package sqlite

import (
	"fmt"

	"coopfield/store"
)

// vault is the one place where content is sealed before it is written and
// opened after it is read. An empty value is kept as it is: it says nothing.
type vault struct{ codec store.Codec }

func (v vault) seal(table, column, row string, plain []byte) ([]byte, error) {
	if len(plain) == 0 {
		return []byte{}, nil
	}
	b, err := v.codec.Seal(table, column, row, plain)
	if err != nil {
		return nil, fault(fmt.Sprintf("sealing %s.%s of %s", table, column, row), err)
	}
	return b, nil
}

func (v vault) open(table, column, row string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	b, err := v.codec.Open(table, column, row, sealed)
	if err != nil {
		return nil, openFault(table, column, row, err)
	}
	return b, nil
}

// openFault keeps a store.Error of the codec, such as Locked, and calls every
// other one damage: the value is not what was sealed there.
func openFault(table, column, row string, err error) error {
	if store.CodeOf(err) != store.Internal {
		return err
	}
	return damaged("một giá trị", fmt.Errorf("opening %s.%s of %s: %w", table, column, row, err))
}

func (v vault) sealText(table, column, row, plain string) ([]byte, error) {
	return v.seal(table, column, row, []byte(plain))
}

func (v vault) openText(table, column, row string, sealed []byte) (string, error) {
	b, err := v.open(table, column, row, sealed)
	return string(b), err
}
