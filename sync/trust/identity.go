package trust

import (
	"fmt"
	"strings"

	"filippo.io/age"
)

// AgeKind is a kind of age keys. The recipients of one file are of one kind.
type AgeKind string

// The kinds.
const (
	X25519 AgeKind = "x25519" // age1…: every age reads it
	Hybrid AgeKind = "hybrid" // age1pq1…: X25519 and ML-KEM-768, for age 1.3 and later
)

const hybridSecret = "AGE-SECRET-KEY-PQ-1"

// Identity opens what is encrypted to its recipient. It prints as its recipient.
type Identity struct {
	age.Identity
	secret, recipient string
}

// identityOf returns an identity of age's.
func identityOf[R fmt.Stringer](id interface {
	age.Identity
	fmt.Stringer
	Recipient() R
},
) *Identity {
	return &Identity{id, id.String(), id.Recipient().String()}
}

// newIdentity makes an identity, of kind "" an X25519 one.
func newIdentity(kind AgeKind) (*Identity, error) {
	switch kind {
	case X25519, "":
		id, err := age.GenerateX25519Identity()
		if err != nil {
			return nil, fmt.Errorf("making an age identity: %w", err)
		}
		return identityOf(id), nil
	case Hybrid:
		id, err := age.GenerateHybridIdentity()
		if err != nil {
			return nil, fmt.Errorf("making a hybrid age identity: %w", err)
		}
		return identityOf(id), nil
	}
	return nil, fmt.Errorf("unknown kind of age keys %.20q", kind)
}

// ParseIdentity reads an identity of either kind as age writes it.
func ParseIdentity(secret string) (*Identity, error) {
	if strings.HasPrefix(secret, hybridSecret) {
		id, err := age.ParseHybridIdentity(secret)
		if err != nil {
			return nil, fmt.Errorf("reading a hybrid age identity: %w", err)
		}
		return identityOf(id), nil
	}
	id, err := age.ParseX25519Identity(secret)
	if err != nil {
		return nil, fmt.Errorf("reading an age identity: %w", err)
	}
	return identityOf(id), nil
}

// Secret returns the identity as age writes it.
func (i *Identity) Secret() string { return i.secret }

// Recipient returns what is encrypted to for i to open.
func (i *Identity) Recipient() string { return i.recipient }

// Kind returns which kind i is of.
func (i *Identity) Kind() AgeKind { return kindOf(i.recipient) }

func (i *Identity) String() string { return i.recipient }

// GoString keeps the secret out of %#v.
func (i *Identity) GoString() string { return i.recipient }

// kindOf returns the kind of a recipient.
func kindOf(recipient string) AgeKind {
	if strings.HasPrefix(recipient, "age1pq1") {
		return Hybrid
	}
	return X25519
}
