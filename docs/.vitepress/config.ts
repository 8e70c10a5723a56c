import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'

/** The sidebar is the index that people read in the repository: a section for each heading, an item for each row. */
const sidebar = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    text: section.split('\n', 1)[0],
    collapsed: section.startsWith('Decisions'),
    items: [...section.matchAll(/^\| \[(.+?)\]\((.+?)\.md\) \| (.+) \|$/gm)].map(
      ([, name = '', path, says]) => ({
        text: /^\d+$/.test(name) ? `${name} ${says}` : name,
        link: `/${path}`,
      }),
    ),
  }))

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
    sidebar,
  },
})
