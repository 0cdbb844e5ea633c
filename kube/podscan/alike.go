package podscan

import "encoding/binary"

// Fields that decide which images a pod pulls, and with which credentials.
const (
	metaUID = 5

	specVolumes, specServiceAccount, specNodeName, specPullSecrets = 1, 8, 10, 15

	volumeSource, volumeImage = 2, 30

	containerName, containerPolicy = 1, 14
)

// Alike appends to key what decides which images a pod pulls with which
// credentials: pods of one namespace and owner for which it is equal differ in
// nothing that matters for that.
func (g *Glance) Alike(key []byte) []byte {
	add := func(field int, content []byte) {
		key = append(key, byte(field))
		key = binary.AppendUvarint(key, uint64(len(content)))
		key = append(key, content...)
	}
	_ = each(g.meta, func(field int, content []byte) error {
		switch field {
		case metaNamespace, metaOwners:
			add(field, content)
		}
		return nil
	})
	add(0, []byte(g.phase))
	_ = each(g.spec, func(field int, content []byte) error {
		switch field {
		case specServiceAccount, specPullSecrets:
			add(field, content)
		case specContainers, specInitContainers:
			key = append(key, byte(field))
			_ = each(content, func(field int, content []byte) error {
				switch field {
				case containerName, containerImage, containerPolicy:
					add(field, content)
				}
				return nil
			})
		case specVolumes:
			_ = each(content, func(field int, content []byte) error {
				if field != volumeSource {
					return nil
				}
				return each(content, func(field int, content []byte) error {
					if field == volumeImage {
						add(field, content)
					}
					return nil
				})
			})
		}
		return nil
	})
	return key
}

// Place returns the pod's namespace, name, UID and node.
func (g *Glance) Place() (namespace, name, uid, node string) {
	_ = each(g.meta, func(field int, content []byte) error {
		switch field {
		case metaNamespace:
			namespace = string(content)
		case metaName:
			name = string(content)
		case metaUID:
			uid = string(content)
			return errStop
		}
		return nil
	})
	_ = each(g.spec, func(field int, content []byte) error {
		if field == specNodeName {
			node = string(content)
			return errStop
		}
		return nil
	})
	return namespace, name, uid, node
}
