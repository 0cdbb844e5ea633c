package screen

import (
	"slices"
	"strings"
	"unicode"
)

// LooksLikeProduction finds prod, prd or production as a word of its own:
// "eks-prod-1" is, "product-catalog" is not.
func LooksLikeProduction(context string) bool {
	words := strings.FieldsFunc(strings.ToLower(context), func(r rune) bool {
		return !unicode.IsLetter(r)
	})
	return slices.ContainsFunc(words, func(w string) bool {
		return w == "prod" || w == "prd" || w == "production"
	})
}
