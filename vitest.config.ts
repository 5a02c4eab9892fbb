import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'demo/**/*.test.ts', 'bin/**/*.test.ts', 'app/**/*.kind.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
