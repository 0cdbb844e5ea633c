package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"

	"golang.org/x/sync/errgroup"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/client-go/kubernetes/scheme"
)

// store is etcd, through its HTTP gateway.
type store struct{ url string }

// Bounds of one transaction: etcd refuses more than 128 operations and 1.5 MiB.
const (
	mostOps   = 100
	mostBytes = 1 << 20
	writers   = 8
)

// put is one operation of a transaction; the gateway takes bytes in base64, as encoding/json writes them.
type put struct {
	Key   []byte `json:"key"`
	Value []byte `json:"value"`
}

// fill writes many objects at a time.
func (s store) fill(ctx context.Context, objects iter.Seq[object]) error {
	return s.put(ctx, objects, mostOps, writers)
}

// change writes objects one by one, as controllers and nodes do: each is a
// version of its own, which those who watch go by.
func (s store) change(ctx context.Context, objects iter.Seq[object]) error {
	return s.put(ctx, objects, 1, 8*writers)
}

func (s store) put(ctx context.Context, objects iter.Seq[object], mostOps, writers int) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(writers)
	var batch []put
	size := 0
	send := func() {
		if b := batch; len(b) > 0 {
			g.Go(func() error { return s.write(ctx, b) })
		}
		batch, size = nil, 0
	}
	for o := range objects {
		p, err := encode(o)
		if err != nil {
			return err
		}
		if len(batch) == mostOps || size+len(p.Value) > mostBytes {
			send()
		}
		batch, size = append(batch, p), size+len(p.Value)
		if ctx.Err() != nil {
			break
		}
	}
	send()
	return g.Wait()
}

// encode gives an object the form and the place that it has in etcd.
func encode(o object) (put, error) {
	gv, _, err := scheme.Codecs.UniversalDeserializer().Decode(fmt.Appendf(nil, `{"apiVersion":%q,"kind":%q}`, o.apiVersion, o.kind), nil, nil)
	if err != nil {
		return put{}, err
	}
	o.value.GetObjectKind().SetGroupVersionKind(gv.GetObjectKind().GroupVersionKind())
	var b bytes.Buffer
	if err := protobuf.NewSerializer(scheme.Scheme, scheme.Scheme).Encode(o.value, &b); err != nil {
		return put{}, err
	}
	key := "/registry/" + o.folder + "/"
	if ns := o.value.GetNamespace(); ns != "" {
		key += ns + "/"
	}
	return put{Key: []byte(key + o.value.GetName()), Value: b.Bytes()}, nil
}

func (s store) write(ctx context.Context, batch []put) error {
	type op struct {
		Put put `json:"requestPut"`
	}
	var txn struct {
		Success []op `json:"success"`
	}
	for _, p := range batch {
		txn.Success = append(txn.Success, op{p})
	}
	body, err := json.Marshal(txn)
	if err != nil {
		return err
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/v3/kv/txn", bytes.NewReader(body))
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(res.Body, 1<<10))
		return fmt.Errorf("etcd: %s: %s", res.Status, text)
	}
	_, err = io.Copy(io.Discard, res.Body)
	return err
}
