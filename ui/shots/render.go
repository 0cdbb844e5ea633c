package main

import (
	"fmt"
	"image"
	"image/gif"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// freeze is the renderer: terminal text to a picture, offline.
const (
	freezeModule  = "github.com/charmbracelet/freeze"
	freezeVersion = "v0.2.2"
)

// Widths in pixels; freeze draws larger pictures.
const (
	widest      = 1280
	widestMovie = 900
)

type renderer struct{ freeze, work string }

// newRenderer builds freeze where it is not yet: in a folder of its own, so
// that nothing of it comes into this module.
func newRenderer(work string) (*renderer, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	home := filepath.Join(cache, "pulldoctor", "freeze-"+freezeVersion)
	r := &renderer{freeze: filepath.Join(home, "freeze"), work: work}
	if _, err := os.Stat(r.freeze); err == nil {
		return r, nil
	}
	if err := os.MkdirAll(home, 0o755); err != nil {
		return nil, err
	}
	files := map[string]string{
		"go.mod":   "module throwaway\n\ngo 1.26\n\nrequire " + freezeModule + " " + freezeVersion + "\n",
		"tools.go": "//go:build tools\n\npackage tools\n\nimport _ \"" + freezeModule + "\"\n",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command("go", "build", "-mod=mod", "-o", r.freeze, freezeModule)
	cmd.Dir, cmd.Env = home, append(os.Environ(), "GOWORK=off")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building freeze: %w\n%s", err, text)
	}
	return r, nil
}

// write makes a picture of each frame that has a name; without such, NAME.png of
// the last frame, or NAME.gif of those that are shown in an animation.
func (r *renderer) write(folder string, s story, frames []frame) error {
	var movie gif.GIF
	named := false
	for _, x := range frames {
		switch {
		case x.name != "":
			named = true
			if err := r.picture(filepath.Join(folder, x.name+"."+s.name+".png"), s, x); err != nil {
				return err
			}
		case s.animated && x.show > 0:
			img, err := r.draw(x.ansi, s.look, widestMovie)
			if err != nil {
				return err
			}
			movie.Image = append(movie.Image, paletted(img))
			movie.Delay = append(movie.Delay, int(x.show/(10*time.Millisecond)))
		}
	}
	switch {
	case s.animated:
		return save(filepath.Join(folder, s.name+".gif"), func(f *os.File) error { return gif.EncodeAll(f, &movie) })
	case named || len(frames) == 0:
		return nil
	}
	return r.picture(filepath.Join(folder, s.name+".png"), s, frames[len(frames)-1])
}

// picture makes a PNG of one frame.
func (r *renderer) picture(path string, s story, x frame) error {
	img, err := r.draw(x.ansi, s.look, widest)
	if err != nil {
		return err
	}
	return save(path, func(f *os.File) error {
		e := png.Encoder{CompressionLevel: png.BestCompression}
		return e.Encode(f, paletted(img))
	})
}

// draw renders a screen in the size of the README.
func (r *renderer) draw(ansi string, l look, width int) (image.Image, error) {
	in, out := filepath.Join(r.work, "frame.ansi"), filepath.Join(r.work, "frame.png")
	if err := os.WriteFile(in, []byte(ansi), 0o600); err != nil {
		return nil, err
	}
	cmd := exec.Command(r.freeze, in, "--language", "ansi", "--window", "--background", l.background,
		"--padding", "12,16,12,16", "--output", out)
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("freeze: %w\n%s", err, text)
	}
	f, err := os.Open(out)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		return nil, err
	}
	return shrink(img, width), nil
}

func save(path string, write func(*os.File) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if info, err := f.Stat(); err == nil {
		fmt.Printf("%s  %d KB\n", path, info.Size()/1024)
	}
	return f.Close()
}
