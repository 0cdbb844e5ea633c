package main

import (
	"cmp"
	"image"
	"image/color"
	"maps"
	"slices"
)

// shrink makes a picture at most w pixels wide. Each new pixel is the mean of
// those it covers, which keeps letters readable.
func shrink(src image.Image, w int) image.Image {
	b := src.Bounds()
	if b.Dx() <= w {
		return src
	}
	h := b.Dy() * w / b.Dx()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := b.Min.Y+y*b.Dy()/h, b.Min.Y+max((y+1)*b.Dy()/h, y*b.Dy()/h+1)
		for x := range w {
			x0, x1 := b.Min.X+x*b.Dx()/w, b.Min.X+max((x+1)*b.Dx()/w, x*b.Dx()/w+1)
			var sum [4]uint32
			for yy := y0; yy < y1; yy++ {
				for xx := x0; xx < x1; xx++ {
					r, g, b, a := src.At(xx, yy).RGBA()
					sum[0], sum[1], sum[2], sum[3] = sum[0]+r>>8, sum[1]+g>>8, sum[2]+b>>8, sum[3]+a>>8
				}
			}
			n := uint32((y1 - y0) * (x1 - x0))
			dst.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), uint8(sum[3] / n)})
		}
	}
	return dst
}

// mostColours is what a palette can hold.
const mostColours = 256

// paletted gives a picture the colours that it has most of. A screen has few:
// the rest are edges of letters, which take the nearest.
func paletted(src image.Image) *image.Paletted {
	b := src.Bounds()
	count := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA {
		c := color.RGBAModel.Convert(src.At(x, y)).(color.RGBA)
		c.R, c.G, c.B = c.R&^3, c.G&^3, c.B&^3 // nobody sees the last two bits
		return c
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			count[at(x, y)]++
		}
	}
	order := slices.SortedFunc(maps.Keys(count), func(p, q color.RGBA) int {
		return cmp.Or(cmp.Compare(count[q], count[p]), cmp.Compare(key(p), key(q)))
	})
	var p color.Palette
	for _, c := range order[:min(len(order), mostColours)] {
		p = append(p, c)
	}
	dst := image.NewPaletted(image.Rect(0, 0, b.Dx(), b.Dy()), p)
	index := map[color.RGBA]uint8{}
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := at(b.Min.X+x, b.Min.Y+y)
			i, ok := index[c]
			if !ok {
				i = uint8(p.Index(c))
				index[c] = i
			}
			dst.SetColorIndex(x, y, i)
		}
	}
	return dst
}

func key(c color.RGBA) uint32 {
	return uint32(c.R)<<24 | uint32(c.G)<<16 | uint32(c.B)<<8 | uint32(c.A)
}
