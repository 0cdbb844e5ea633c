package lookup

// rancher are menus and settings of Rancher, by version, in English and in the
// words of its Chinese pages. Names are patterns, as in kubectlErrors; those
// that are words only are looked up as words as well.
var rancher = []row{
	{
		names:  []string{"Legacy feature flag", "legacy flag", "feature flag", "feature flags", "功能开关", "全局设置", "global settings", "legacy*feature", "legacy*project", "legacy*registry", "legacy*激活", "激活*legacy"},
		title:  "Rancher 2.6 to 2.11 show pull secrets of a project only with the feature flag Legacy",
		means:  "Without the flag, the menus have Secrets of a namespace only. The flag changes the menus, not the cluster: secrets of a project that exist are copied to its namespaces all the same. Rancher 2.12 and later have secrets of a project without the flag.\n\nChinese pages: 全局设置 > 功能开关 > Legacy > 激活.",
		checks: "secret-not-attached managed-object",
		do: []string{
			"Global Settings > Feature Flags > Legacy > Activate. Then Legacy > Project > Secrets > Registry Credentials.",
			"Or create the pull secret in each namespace: Storage > Secrets > Create > Registry.",
		},
	},
	{
		names:  []string{"only visible with one project selected", "visible*one project", "visible*single project", "one project*visible", "single project*selected", "one project*selected", "local*project*visible", "项目*可见", "单个项目", "一个项目"},
		title:  "Rancher shows the pull secrets of a project of the cluster local only while one project is selected",
		means:  "With \"All namespaces\" or several projects in the filter at the top, the list does not contain them. They exist nevertheless; the Kubernetes API lists them, and so does pulldoctor.",
		checks: "secret-not-attached",
		do:     []string{"Select exactly one project in the filter at the top of the page."},
		run:    []string{"kubectl get secrets -A --field-selector type=kubernetes.io/dockerconfigjson"},
	},
	{
		names:  []string{"Registry Credentials", "registry", "registries", "rancher registry", "rancher registries", "rancher registry credentials", "镜像库凭证", "镜像仓库凭证", "镜像仓库凭据", "镜像库", "resources > registries", "resources > secrets > registry credentials", "registries > add registry", "add registry", "资源*密文", "资源*镜像"},
		title:  "In Rancher, a registry or registry credential is a pull secret",
		means:  "Where to create one: before 2.3, Resources > Registries > Add Registry. In 2.3 to 2.5, Resources > Secrets > Registry Credentials > Add Registry; the scope is the project or a single namespace. In 2.6 to 2.11, Cluster Management > Explore > Storage > Secrets > Create > Registry. Since 2.12, Storage > Secrets, with the tabs Namespaced and Project Scoped.\n\nChinese pages: 密文 is a secret, 镜像库凭证 or 镜像仓库凭证 a registry credential, 项目 a project, 命名空间 a namespace, 集群管理 Cluster Management.",
		checks: "secret-not-attached attached-after-start",
		do: []string{
			"Creating it is half of the work: a workload has to reference it. Rancher before 2.6 adds it to workloads that are created in its own pages, and to no others; Rancher 2.6 and later have the field Pull Secrets in the form of the workload.",
		},
	},
	{
		names:  []string{"Storage > Secrets", "storage*secrets*create*registry", "more resources > core > secrets", "more resources*secrets", "cluster management > explore", "集群管理", "存储*密文", "更多资源*密文", "更多资源", "密文", "create project scoped secret", "project scoped secret", "project scoped", "project-scoped secret", "project-scoped secrets"},
		title:  "Where Rancher 2.6 and later have Secrets",
		means:  "In 2.6 to 2.11: Cluster Management > Explore > Storage > Secrets, or More Resources > Core > Secrets, then Create > Registry. It belongs to one namespace. Since 2.12: Storage > Secrets, with the tabs Namespaced and Project Scoped (Create Project Scoped Secret): a secret of a project is copied to every namespace of it and replaces secrets of the same name there.\n\nChinese pages: 集群管理 > Explore > 存储 > 密文, or 更多资源 > Core > 密文; 密文 is a secret, 命名空间 a namespace, 项目 a project.",
		checks: "secret-not-attached managed-object",
		do:     []string{"Reference the secret in the workload: form of the workload, field Pull Secrets, or imagePullSecrets in its YAML."},
	},
	{
		names:  []string{"field.cattle.io/projectId", "rancher project", "projectid", "项目"},
		title:  "A project of Rancher is a group of namespaces",
		means:  "The annotation field.cattle.io/projectId of a namespace names its project. A pull secret of a project is copied to its namespaces. Rancher reverts changes to a copy; change the secret of the project itself.\n\nIn Chinese pages: 项目.",
		checks: "managed-object secret-in-other-namespace",
		run:    []string{"kubectl get namespaces -L field.cattle.io/projectId"},
	},
	{
		names:  []string{"secret.user.cattle.io/secret", "management.cattle.io/project-scoped-secret-copy", "management.cattle.io/project-scoped-secret"},
		title:  "The mark of a pull secret that Rancher copied from a project",
		means:  "Rancher reverts changes to the copy. The secret itself is in the management cluster. In 2.12 and later, copies overwrite secrets of the same name in the namespaces of the project.",
		checks: "managed-object",
		do:     []string{"Change the secret of the project, or create one of your own with another name in the namespace."},
	},
	{
		names:  []string{"workloads*deploy", "workloads tab", "workloads > create", "deploy*launch", "工作负载", "rancher workload", "rancher workloads", "kubectl workload*rancher", "rancher*kubectl"},
		title:  "Rancher adds pull secrets only to workloads of its own old pages",
		means:  "Before 2.6 (Workloads > Deploy > Launch; in 2.3 to 2.5 Resources > Workloads > Deploy), Rancher added the pull secrets that match the image when a workload was created in its pages. Workloads that are created with kubectl never get them, and since 2.6 (Workloads > Create) the field Pull Secrets has to be filled in.",
		checks: "secret-not-attached attached-after-start",
		do:     []string{"Reference the pull secret in the workload's YAML, or let the service account provide it."},
		run:    []string{"kubectl -n NAMESPACE patch deployment NAME -p '{\"spec\":{\"template\":{\"spec\":{\"imagePullSecrets\":[{\"name\":\"SECRET\"}]}}}}'"},
	},
	{
		names:  []string{"命名空间"},
		title:  "命名空间 is the Chinese word for a namespace",
		means:  "A pull secret must be in the namespace of the pods that use it.",
		checks: "secret-in-other-namespace",
	},
}
