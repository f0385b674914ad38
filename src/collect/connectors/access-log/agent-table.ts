/** What kind of program asked. Crawlers and monitors are no visitors; all others are. */
export type AgentKind =
  | 'browser'
  | 'package-manager'
  | 'git'
  | 'ci'
  | 'tool'
  | 'crawler'
  | 'monitor'
  | 'other'
  | 'unknown'

/** Marks that package managers leave when they run in continuous integration. */
export const ciMark = /"ci":\s*true|[ ;]ci\/[\w-]+|; CI\)|\bGitHub-?Actions\b|\bTRAVIS\b/i

/**
 * The programs this product is about, by the start of the agent they send. They come before any list of bots, because such
 * lists count git, npm, APT and curl among the bots.
 */
export const ownAgents: readonly {
  readonly kind: AgentKind
  readonly clients: Readonly<Record<string, RegExp>>
}[] = [
  {
    kind: 'ci',
    clients: {
      'GitHub Actions': /^(GitHub-?Actions|actions\/)/i,
      'GitLab Runner': /^gitlab-(runner|ci)/i,
      Jenkins: /^Jenkins/i,
      'Travis CI': /^Travis/i,
      CircleCI: /^circleci/i,
      Buildkite: /^buildkite/i,
      Drone: /^drone\//i,
      TeamCity: /^(JetBrains )?TeamCity/i,
      Renovate: /^Renovate/i,
      Dependabot: /^dependabot/i,
    },
  },
  {
    kind: 'package-manager',
    clients: {
      pip: /^pip\//,
      setuptools: /^(Python-urllib\/\S+ )?setuptools\//,
      uv: /^uv\//,
      Poetry: /^poetry\//i,
      PDM: /^pdm\//i,
      conda: /^(conda|mamba|micromamba)\//,
      npm: /^npm\//,
      Yarn: /^yarn\//i,
      pnpm: /^pnpm\//,
      Bun: /^Bun\//,
      Deno: /^Deno\//,
      APT: /^(Debian APT|APT-|Ubuntu APT)/,
      DNF: /^(libdnf|dnf)/i,
      YUM: /^(urlgrabber|yum)\//,
      Zypper: /^ZYpp /i,
      PackageKit: /^PackageKit/i,
      pacman: /^pacman\//,
      apk: /^apk-tools\//,
      'FreeBSD pkg': /^pkg\//,
      Homebrew: /^Homebrew\//i,
      Composer: /^Composer\//,
      RubyGems: /^(Ruby, )?RubyGems\//,
      Bundler: /^bundler\//,
      Cargo: /^cargo[/ ]/,
      'Go modules': /^(GoModuleMirror|Go-proxy)/i,
      Maven: /^Apache-Maven\//,
      Gradle: /^Gradle[/ ]/,
      Ivy: /^Apache Ivy\//,
      Coursier: /^Coursier\//i,
      NuGet: /^NuGet/,
      Chocolatey: /^Chocolatey/i,
      Scoop: /^Scoop\//,
      winget: /^(winget|Microsoft-WinGet)/i,
      Nix: /^(curl\/\S+ )?Nix\//,
      Guix: /^(GNU )?Guix/i,
      Flatpak: /^(flatpak|libostree|ostree)\//,
      snapd: /^snapd\//,
      Docker: /^docker\//i,
      containerd: /^containerd\//,
      Podman: /^(containers\/|podman|libpod|Buildah|skopeo|cri-o)/i,
      Helm: /^Helm\//,
      Hex: /^(Hex|mix)\//,
      Cabal: /^cabal-install\//,
      Stack: /^(haskell-)?stack\//i,
      opam: /^opam\//,
      LuaRocks: /^LuaRocks/i,
      CPAN: /^(cpanminus|CPAN|cpm)\b/i,
      R: /^R (\(|\d)|^R\//,
      'Julia Pkg': /^(Julia|Pkg\.jl)/i,
      Artifactory: /^Artifactory\//,
      Nexus: /^Nexus\//,
    },
  },
  {
    kind: 'git',
    clients: {
      Git: /^git\//,
      'Git LFS': /^git-lfs\//,
      JGit: /^JGit\//,
      libgit2: /^(git\/\S+ \()?libgit2/,
      'go-git': /^go-git/,
      'isomorphic-git': /^isomorphic-git/,
      Dulwich: /^(git\/)?dulwich/,
      Mercurial: /^mercurial\//,
      Subversion: /^SVN\//,
      Bazaar: /^(bzr|Breezy)/,
    },
  },
  {
    kind: 'monitor',
    clients: {
      'Kubernetes probe': /^kube-probe\//,
      'load balancer': /^(ELB-HealthChecker|GoogleHC|HAProxy)/i,
      Prometheus: /^(Prometheus|Blackbox Exporter)/i,
      Nagios: /^check_http\//,
      Zabbix: /^Zabbix/i,
      Monit: /^Monit\//i,
      UptimeRobot: /UptimeRobot\//,
      Pingdom: /Pingdom/,
      StatusCake: /StatusCake/,
      Site24x7: /Site24x7/,
      HetrixTools: /HetrixTools/i,
      'Uptime Kuma': /^Uptime-Kuma\//i,
      'Better Uptime': /Better (Uptime|Stack)/i,
      'updown.io': /^updown\.io/i,
      Datadog: /^Datadog/i,
      'New Relic': /^NewRelic/i,
    },
  },
  {
    kind: 'tool',
    clients: {
      curl: /^(lib)?curl\//,
      Wget: /^Wget2?[/ ]/i,
      aria2: /^aria2\//i,
      Axel: /^Axel /,
      lftp: /^lftp\//,
      fetch: /^fetch libfetch/,
      HTTPie: /^(HTTPie|xh)\//,
      'Python library': /^(python-requests|Python-urllib|python-httpx|Python\/|aiohttp|urllib3)/i,
      'Go library': /^(Go-http-client|Go \d|go-resty|grab\b)/i,
      'Java library': /^(Java\/|Java-http-client|Apache-HttpClient|okhttp|Jakarta)/i,
      'Perl library': /^(libwww-perl|LWP|HTTP-Tiny|WWW-Mechanize)/i,
      'Node library': /^(node|axios|node-fetch|undici|got|needle|superagent)\b/i,
      'Ruby library': /^(Ruby|Faraday|rest-client|Typhoeus|HTTParty)\b/i,
      'PHP library': /^(PHP|GuzzleHttp|Symfony)\b/i,
      'Rust library': /^(reqwest|ureq|hyper)\//,
      PowerShell: /PowerShell\//,
      'Windows downloads': /^(Microsoft BITS|Microsoft-Delivery|WinHTTP)/i,
      Postman: /^PostmanRuntime\//,
      Ansible: /^ansible/i,
      Puppet: /^puppet/i,
      Chef: /^Chef /,
      Terraform: /^Terraform\//,
    },
  },
]

/** Browsers, by the name that tells them from those whose name they also bear. */
export const browsers: Readonly<Record<string, RegExp>> = {
  Edge: /\bEdg(e|A|iOS)?\//,
  Opera: /\b(OPR|Opera|OPiOS)\b/,
  Vivaldi: /\bVivaldi\//,
  'Samsung Internet': /\bSamsungBrowser\//,
  Yandex: /\bYaBrowser\//,
  Firefox: /\b(Firefox|FxiOS|Iceweasel|Waterfox|LibreWolf|SeaMonkey|PaleMoon)\//,
  Chrome: /\b(Chrome|Chromium|CriOS)\//,
  Safari: /\bSafari\//,
  'Internet Explorer': /\b(MSIE |Trident\/)/,
  'text browser': /^(Lynx|w3m|Links|ELinks)\b/i,
  Konqueror: /\b(Konqueror|KHTML)\b/,
  Mozilla: /^Mozilla\/\d.*\bGecko\//,
}
