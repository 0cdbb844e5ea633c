package podscan

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// magic is the beginning of every protobuf response of an API server.
var magic = []byte("k8s\x00")

// maxPod is the largest pod that is read, in bytes. By default, etcd refuses
// objects over 1.5 MiB.
const maxPod = 64 << 20

// Fields of runtime.Unknown and of core/v1 PodList.
const (
	unknownRaw = 2

	listMeta, listItems = 1, 2
)

// Page is what one response contains besides the pods.
type Page struct {
	metav1.ListMeta
	Skipped int // pods that were not decoded
}

// Visitor receives the parts of a list. Functions may be nil.
type Visitor struct {
	Head func(metav1.ListMeta) // the list's metadata, before the pods
	Skip func(*Glance) bool    // whether to leave out a pod; nil: none
	Pod  func(*corev1.Pod)     // the other pods, in the order of the list
}

// Read reads one response to its end. If it ends too early, the error is
// io.ErrUnexpectedEOF.
func Read(r io.Reader, v Visitor) (Page, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(len(magic))
	switch {
	case err == nil && bytes.Equal(head, magic):
		s := scanner{in: in, Visitor: v}
		err = s.envelope()
		return s.page, unexpected(err)
	case err != nil && !errors.Is(err, io.EOF):
		return Page{}, err
	case err != nil && bytes.HasPrefix(magic, head):
		return Page{}, io.ErrUnexpectedEOF
	}
	return readJSON(in, v)
}

// unexpected makes an end inside a message an error.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func readJSON(r io.Reader, v Visitor) (Page, error) {
	var list corev1.PodList
	if err := json.NewDecoder(r).Decode(&list); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return Page{}, io.ErrUnexpectedEOF
		}
		return Page{}, fmt.Errorf("the list of pods is damaged: %w", err)
	}
	if v.Head != nil {
		v.Head(list.ListMeta)
	}
	for i := range list.Items {
		if v.Pod != nil {
			v.Pod(&list.Items[i])
		}
	}
	return Page{ListMeta: list.ListMeta}, nil
}

type scanner struct {
	Visitor
	in   *bufio.Reader
	page Page
	buf  []byte // for one pod, reused
}

// envelope reads the runtime.Unknown around the list.
func (s *scanner) envelope() error {
	if _, err := s.in.Discard(len(magic)); err != nil {
		return err
	}
	complete := false
	for {
		field, size, err := s.field()
		switch {
		case errors.Is(err, io.EOF) && field == 0 && complete: // between two fields
			return nil
		case err != nil:
			return err
		case field == unknownRaw:
			err, complete = s.list(size), true
		default:
			err = s.discard(size)
		}
		if err != nil {
			return unexpected(err)
		}
	}
}

// list reads a PodList of this size.
func (s *scanner) list(size int64) error {
	for size > 0 {
		field, n, err := s.field()
		if err != nil {
			return unexpected(err)
		}
		if size -= n + headSize(field, n); size < 0 {
			return errDamaged
		}
		switch field {
		case listItems:
			err = s.item(n)
		case listMeta:
			var msg []byte
			if msg, err = s.message(n); err == nil {
				err = s.page.ListMeta.Unmarshal(msg)
			}
			if err == nil && s.Head != nil {
				s.Head(s.page.ListMeta)
			}
		default:
			err = s.discard(n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scanner) item(size int64) error {
	msg, err := s.message(size)
	if err != nil {
		return err
	}
	g, err := glance(msg)
	if err != nil {
		return err
	}
	if s.Skip != nil && s.Skip(g) {
		s.page.Skipped++
		return nil
	}
	p, err := g.decode()
	if err == nil && s.Pod != nil {
		s.Pod(p)
	}
	return err
}

// field reads the head of a length-delimited field; the messages around pods
// have no other fields. At the end of the input it returns io.EOF with field 0.
func (s *scanner) field() (field int, size int64, err error) {
	tag, err := binary.ReadUvarint(s.in)
	if err != nil {
		return 0, 0, err
	}
	if tag&7 != wireBytes || tag>>3 == 0 || tag>>3 > 1<<29 {
		return 0, 0, errDamaged
	}
	n, err := binary.ReadUvarint(s.in)
	if err != nil {
		return int(tag >> 3), 0, err
	}
	if n > 1<<40 {
		return 0, 0, errDamaged
	}
	return int(tag >> 3), int64(n), nil
}

// headSize is the number of bytes that field has read.
func headSize(field int, size int64) int64 {
	var b [binary.MaxVarintLen64]byte
	return int64(binary.PutUvarint(b[:], uint64(field)<<3|wireBytes) + binary.PutUvarint(b[:], uint64(size)))
}

// message reads a message of this size. The next call overwrites it.
func (s *scanner) message(size int64) ([]byte, error) {
	if size > maxPod {
		return nil, errDamaged
	}
	if int64(cap(s.buf)) < size {
		s.buf = make([]byte, size+size/4)
	}
	_, err := io.ReadFull(s.in, s.buf[:size])
	return s.buf[:size], unexpected(err)
}

func (s *scanner) discard(size int64) error {
	n, err := io.CopyN(io.Discard, s.in, size)
	if n < size {
		return unexpected(err)
	}
	return err
}
