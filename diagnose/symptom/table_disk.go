package symptom

// spaceRows are above the transport: the full disk is the node's, whatever the file was (a
// layer may contain certificates), and a registry's own full disk comes with its status before.
var spaceRows = []row{
	{
		name: "no-space", class: Disk,
		any: []string{
			"no space left on device", "disk quota exceeded", "not enough space", "insufficient free disk", "disk full",
			"insufficient space", "low on resource: ephemeral",
			"not enough free space", "file too large", "available inodes", "out of disk",
		},
		example: "failed to copy: write /var/lib/containerd/ingest/data: no space left on device",
		doc:     "the node's image disk is full",
	},
}

// diskRows: the answer came, and the node could not keep or unpack it.
var diskRows = []row{
	{
		name: "store-damaged", class: Disk,
		any: []string{
			"content digest sha256*not found", "content digest @*not found", "from content store", "content store*not found", "blob not found", "parent snapshot*does not exist",
			"target snapshot", "snapshot*does not exist", "snapshot*not found", "layer not known", "image not known", "failed to get usage for snapshot",
			"image config * not found", "image config \"@\" not found", "failed to stat snapshot", "missing parent*bucket", "layer does not exist",
			"failed to create snapshot", "snapshotter not loaded", "snapshotter * was not found", "failed to check image",
			"locked for", "blob sha256*not found: not found",
		},
		not: []string{
			"#401", "#403", "#404", "#400", "from remote", "unexpected status", "authorization failed", "layer not known to registry",
		},
		example: "failed to extract layer sha256:eada: failed to get reader from content store: content digest sha256:9a96: not found",
		doc:     "the runtime's own store lacks content that its metadata lists: \"not found\" on the node, not in the registry",
	},
	{
		name: "digest-wrong", class: Disk, alts: []Class{RegistryError},
		any: []string{
			"unexpected commit digest", "unexpected commit size", "digest did not match", "digest mismatch", "digests did not match",
			"verification failed for digest", "wrong diff id", "invalid checksum", "failed size validation", "unexpected digest",
			"does not match digest", "manifest verification failed", "size mismatch", "blob size mismatch", "failed commit on ref",
			"wrong digest", "doesn't match manifest digest", "content size mismatch", "corrupt", "checksum mismatch",
		},
		not:     []string{"#401", "#403", "#404", "#400", "unexpected status", "checksum digest"},
		example: `failed commit on ref "layer-sha256:aaaa": unexpected commit digest sha256:bbbb, expected sha256:aaaa: failed precondition`,
		doc:     "what arrived is not what the manifest says: damaged in transit, in the registry or on the disk",
	},
	{
		name: "cut-short", class: Disk, alts: []Class{RegistryError, Connection},
		any: []string{
			"short read", "failed to read expected number of bytes", "read past expected size", "read exceeds expected size", "short write",
		},
		example: "short read: expected 320 bytes but got 10: unexpected EOF",
		doc:     "a layer ends too early: a damaged blob in the registry, or a broken transfer",
	},
	{
		name: "read-broke", class: Connection, alts: []Class{Disk, RegistryError},
		any:     []string{"happened during read", "error pulling image configuration*eof", "download failed after attempts*eof"},
		example: "writing blob: storing blob to file \"/var/tmp/storage1/1\": happened during read: unexpected EOF",
		doc:     "containers/image, containerd, docker: the download of a layer broke off",
	},
	{
		name: "unpack", class: Disk,
		any: []string{
			"failed to extract layer", "failed to register layer", "applylayer", "untar re-exec", "error processing tar file", "failed to unpack", "unpigz",
			"gzip: invalid", "archive/tar", "failed to prepare extraction snapshot", "unable to prepare extraction snapshot",
			"failed to mount", "read-only file system", "input/output error", "failed to lchown", "lchown", "potentially insufficient uids",
			"overlay mount", "storing blob", "writing blob: adding layer", "adding layer with blob", "error processing", "structure needs cleaning",
			"too many open files", "device or resource busy", "hcsshim", "failed to ingest", "failed to open writer", "committing the finished image",
			"unable to untar", "failed to apply layer", "creating overlay", "zstd:", "flate: corrupt", "unexpected eof while reading tar", "failed to sync",
			"failed to write", "failed to create temporary file", "failed to record image pull intent", "error creating temporary", "mkdir @:", "open @:",
			"permission denied while", "rename @", "cannot allocate memory", "out of memory",
			"stat @: no such file", "failed to chmod", "unlinkat", "locked for", "failed to truncate", "locating item named", "readlink @", "failed to stat parent", "not be enough ids available", "failed to read layer", "layer does not exist", "failed to re-hash", "metadata.db",
		},
		not:     []string{"unexpected status", "#401", "#403", "#404", "context canceled", "deadline exceeded"},
		example: `failed to extract layer sha256:be4e: failed to mount /var/lib/containerd/tmpmounts/c1: input/output error`,
		doc:     "the layer cannot be unpacked or stored on the node",
	},
	{
		name: "cut-off", class: Connection, alts: []Class{RegistryError, Disk},
		any:     []string{"unexpected eof", "eof$"},
		not:     []string{"json"},
		example: "failed to copy: httpReadSeeker: failed open: unexpected EOF",
		doc:     "the transfer broke off",
	},
}
