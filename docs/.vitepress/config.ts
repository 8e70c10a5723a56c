import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'

const decisions = readdirSync(new URL('../decisions', import.meta.url))
  .sort()
  .map((file) => {
    const [title = file] = readFileSync(new URL(`../decisions/${file}`, import.meta.url), 'utf8').split(
      '\n',
      1,
    )
    return { text: title.replace(/^# /, ''), link: `/decisions/${file.replace('.md', '')}` }
  })

// biome-ignore lint/style/noDefaultExport: VitePress reads its configuration from the default export.
export default defineConfig({
  title: 'Keyward',
  description: 'The API-token layer for a product',
  cleanUrls: true,
  rewrites: { 'README.md': 'index.md' },
  // Pages also read well in the repository, where they may link to what lies beside them.
  ignoreDeadLinks: [/(?:\.\.\/)+(?:examples|packages|CONTRIBUTING|README)/],
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Concepts', link: '/concepts' },
      { text: 'Embed', link: '/guide/embed' },
      { text: 'Serve', link: '/guide/serve' },
      { text: 'Operations', link: '/operations' },
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          { text: 'Concepts', link: '/concepts' },
          { text: 'Embed Keyward', link: '/guide/embed' },
          { text: 'Run the server', link: '/guide/serve' },
          { text: 'The console', link: '/guide/console' },
          { text: 'People and roles', link: '/guide/people' },
          { text: 'Gallery', link: '/gallery/README' },
          { text: 'Use the shell', link: '/guide/cli' },
          { text: 'The client', link: '/guide/client' },
          { text: 'Guard your API', link: '/guide/middleware' },
          { text: 'GraphQL', link: '/guide/graphql' },
          { text: 'Bring your API', link: '/guide/catalogue' },
          { text: 'Put a gateway in front', link: '/guide/gateway' },
          { text: 'OAuth', link: '/guide/oauth' },
          { text: 'Why was it refused?', link: '/guide/inspector' },
          { text: 'Leaked tokens', link: '/guide/leaks' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'Operations', link: '/operations' },
          { text: 'Errors', link: '/errors' },
          { text: 'Token format', link: '/token-format' },
          { text: 'Threat model', link: '/threat-model' },
        ],
      },
      { text: 'Decisions', collapsed: true, items: decisions },
    ],
  },
})
