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

// magic begins every protobuf answer of an API server.
var magic = []byte("k8s\x00")

// mostPod is the largest pod that is believed, in bytes. etcd takes no object
// over 1.5 MiB, unless told otherwise.
const mostPod = 64 << 20

// Fields of runtime.Unknown and of core/v1 PodList.
const (
	unknownRaw = 2

	listMeta, listItems = 1, 2
)

// Page is what one answer said beside the pods it gave out.
type Page struct {
	metav1.ListMeta
	Skipped int // pods that were not decoded
}

// Visitor is who a list is read for. Functions that are nil are not called.
type Visitor struct {
	Head func(metav1.ListMeta) // the list's metadata, which come before the pods
	Skip func(*Glance) bool    // whether a pod can be left out; nil: none
	Pod  func(*corev1.Pod)     // the others, in the order of the list
}

// Read reads one answer to its end. One that ends too early is
// io.ErrUnexpectedEOF.
func Read(r io.Reader, v Visitor) (Page, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(len(magic))
	switch {
	case err == nil && bytes.Equal(head, magic):
		s := scanner{in: in, Visitor: v}
		err = s.envelope()
		return s.page, whole(err)
	case err != nil && !errors.Is(err, io.EOF):
		return Page{}, err
	case err != nil && bytes.HasPrefix(magic, head):
		return Page{}, io.ErrUnexpectedEOF
	}
	return readJSON(in, v)
}

// whole names an end inside of a message as what it is.
func whole(err error) error {
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
	buf  []byte // for one pod, used again and again
}

// envelope is a runtime.Unknown around the list.
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
			return whole(err)
		}
	}
}

// list is a PodList of so many bytes.
func (s *scanner) list(size int64) error {
	for size > 0 {
		field, n, err := s.field()
		if err != nil {
			return whole(err)
		}
		if size -= n + headSize(field, n); size < 0 {
			return errShape
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
// have no others. An end before the first byte is io.EOF with field 0.
func (s *scanner) field() (field int, size int64, err error) {
	tag, err := binary.ReadUvarint(s.in)
	if err != nil {
		return 0, 0, err
	}
	if tag&7 != wireBytes || tag>>3 == 0 || tag>>3 > 1<<29 {
		return 0, 0, errShape
	}
	n, err := binary.ReadUvarint(s.in)
	if err != nil {
		return int(tag >> 3), 0, err
	}
	if n > 1<<40 {
		return 0, 0, errShape
	}
	return int(tag >> 3), int64(n), nil
}

// headSize is how many bytes field has read.
func headSize(field int, size int64) int64 {
	var b [binary.MaxVarintLen64]byte
	return int64(binary.PutUvarint(b[:], uint64(field)<<3|wireBytes) + binary.PutUvarint(b[:], uint64(size)))
}

// message reads so many bytes; they are overwritten by the next.
func (s *scanner) message(size int64) ([]byte, error) {
	if size > mostPod {
		return nil, errShape
	}
	if int64(cap(s.buf)) < size {
		s.buf = make([]byte, size+size/4)
	}
	_, err := io.ReadFull(s.in, s.buf[:size])
	return s.buf[:size], whole(err)
}

func (s *scanner) discard(size int64) error {
	n, err := io.CopyN(io.Discard, s.in, size)
	if n < size {
		return whole(err)
	}
	return err
}
