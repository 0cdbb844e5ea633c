package lookup

import "strings"

// container is a container in the output of kubectl describe pod.
type container struct{ name, image, state, reason, message string }

// described is one pod in that output.
type described struct {
	namespace, name string
	containers      []container
	events          []event
}

// describedPods reads the output of kubectl describe pod, of one pod or several.
// Only the lines that matter here are kept: names, images, states and events.
// Environment variables and annotations are not looked at.
func describedPods(lines []string) []described {
	var pods []described
	inContainers, inState := false, false
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		indent := len(line) - len(strings.TrimLeft(line, " "))
		key, value, isField := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		if !isField {
			continue
		}
		if indent == 0 && key == "Name" {
			pods = append(pods, described{name: firstWord(value)})
			inContainers = false
			continue
		}
		if len(pods) == 0 {
			continue
		}
		pod := &pods[len(pods)-1]
		switch {
		case indent == 0 && key == "Namespace":
			pod.namespace = firstWord(value)
		case indent == 0 && key == "Events":
			i += pod.readEvents(lines[i+1:])
			inContainers = false
		case indent == 0:
			inContainers = key == "Containers" || key == "Init Containers" || key == "Ephemeral Containers"
		case inContainers && indent == 2 && value == "":
			pod.containers = append(pod.containers, container{name: key})
			inState = false
		case inContainers && len(pod.containers) > 0:
			inState = pod.containers[len(pod.containers)-1].read(indent, key, value, inState)
		}
	}
	return pods
}

// read takes one field of a container. inState says that it is below State.
func (c *container) read(indent int, key, value string, inState bool) bool {
	switch {
	case indent == 4 && key == "Image":
		c.image = firstWord(value)
	case indent == 4 && key == "State":
		c.state = value
		return true
	case indent == 6 && inState && key == "Reason":
		c.reason = value
		return true
	case indent == 6 && inState && key == "Message":
		c.message = value
		return true
	case indent == 6:
		return inState
	}
	return false
}

// readEvents reads the table below "Events:" and returns how many lines it took.
func (p *described) readEvents(lines []string) int {
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			return i
		}
		header := readHeader(line)
		if !isEventHeader(header) {
			continue
		}
		events, n := eventTable(header, lines[i+1:])
		p.events = append(p.events, events...)
		return i + n
	}
	return 0
}

func firstWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[0]
	}
	return ""
}
