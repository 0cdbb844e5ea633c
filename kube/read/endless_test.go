package read

import (
	"context"
	"errors"
	"fmt"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// A server that always offers another page does not keep the program reading.
func TestEndlessListEnds(t *testing.T) {
	for name, page := range map[string]func(n int) ([]int, string){
		"the same token":       func(n int) ([]int, string) { return []int{n}, "again" },
		"pages without object": func(n int) ([]int, string) { return nil, fmt.Sprint(n) },
		"two tokens in turn":   func(n int) ([]int, string) { return []int{n}, fmt.Sprint(n % 2) },
	} {
		pages := 0
		_, err := EachPage(t.Context(), metav1.ListOptions{}, func(context.Context, metav1.ListOptions) ([]int, metav1.ListMeta, error) {
			pages++
			items, token := page(pages)
			return items, metav1.ListMeta{Continue: token}, nil
		}, func(*int) {}, nil)
		if !errors.Is(err, errEndless) || pages > 5 {
			t.Errorf("%s: %v after %d pages", name, err, pages)
		}
	}
}
