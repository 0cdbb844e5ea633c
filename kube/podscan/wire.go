package podscan

import (
	"encoding/binary"
	"errors"
)

// errDamaged means that bytes are not the expected protobuf.
var errDamaged = errors.New("the list of pods is damaged: it is not valid protobuf")

// Wire types of protobuf that the Kubernetes API uses.
const (
	wireVarint = 0
	wire64     = 1
	wireBytes  = 2
	wire32     = 5
)

// next splits the first field off a message: its number, its content if it is
// length-delimited (else nil), and the rest. Every field of every pod passes
// here; with protowire of google.golang.org/protobuf, a pod takes a quarter to
// a half more time.
func next(msg []byte) (field int, content, rest []byte, err error) {
	tag, n := binary.Uvarint(msg)
	if n <= 0 || tag>>3 == 0 || tag>>3 > 1<<29 {
		return 0, nil, nil, errDamaged
	}
	msg, field = msg[n:], int(tag>>3)
	switch tag & 7 {
	case wireVarint:
		if _, n = binary.Uvarint(msg); n <= 0 {
			return 0, nil, nil, errDamaged
		}
	case wire64:
		n = 8
	case wire32:
		n = 4
	case wireBytes:
		size, head := binary.Uvarint(msg)
		if head <= 0 || size > uint64(len(msg)-head) {
			return 0, nil, nil, errDamaged
		}
		n = head + int(size)
		content = msg[head:n:n]
	default:
		return 0, nil, nil, errDamaged
	}
	if n > len(msg) {
		return 0, nil, nil, errDamaged
	}
	return field, content, msg[n:], nil
}

// each calls fn for every length-delimited field of a message.
func each(msg []byte, fn func(field int, content []byte) error) error {
	for len(msg) > 0 {
		field, content, rest, err := next(msg)
		if err != nil {
			return err
		}
		if content != nil {
			if err := fn(field, content); err != nil {
				return err
			}
		}
		msg = rest
	}
	return nil
}
