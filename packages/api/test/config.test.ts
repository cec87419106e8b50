import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

describe('the configuration', () => {
  test('has a default for everything, with the demo on', () => {
    expect(readConfig({})).toMatchObject({
      port: 4400,
      host: '127.0.0.1',
      databaseUrl: null,
      publicUrl: null,
      secret: null,
      metricsToken: null,
      mail: null,
      trustedProxies: [],
      demo: true,
      demoPast: true,
      unsafeDurability: false,
      rates: {
        perAddress: { perSecond: 20, burst: 600 },
        perProject: { perSecond: 2_000, burst: 2_000 },
      },
      logLevel: 'info',
    })
  })

  test('takes an empty variable for none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}))
  })

  test('turns the demo off in production, unless it is asked for', () => {
    expect(readConfig({ NODE_ENV: 'production' }).demo).toBe(false)
    expect(readConfig({ NODE_ENV: 'production', TYCK_DEMO: 'on' }).demo).toBe(true)
  })

  test('lets destinations lead to this machine only where nobody else reaches it', () => {
    const privateOf = (env: Record<string, string>) => readConfig(env).privateDestinations
    const machine = ['127.0.0.0/8', '::1/128']
    expect(privateOf({})).toEqual(machine)
    expect(privateOf({ HOST: 'localhost', TYCK_PUBLIC_URL: 'http://localhost:4400' })).toEqual(machine)
    expect(privateOf({ TYCK_PUBLIC_URL: 'http://[::1]:4400' })).toEqual(machine)
    expect(privateOf({ HOST: '0.0.0.0' })).toEqual([])
    expect(privateOf({ TYCK_DEMO: 'off' })).toEqual([])
    // A proxy on the same machine lets the world in.
    expect(privateOf({ TYCK_PUBLIC_URL: 'https://feedback.example' })).toEqual([])
    expect(privateOf({ TYCK_PUBLIC_URL: 'https://127.example' })).toEqual([])
    expect(privateOf({ TYCK_TRUSTED_PROXIES: '127.0.0.1' })).toEqual([])
    expect(
      privateOf({ TYCK_PUBLIC_URL: 'https://feedback.example', TYCK_PRIVATE_DESTINATIONS: '10.0.0.0/8' }),
    ).toEqual(['10.0.0.0/8'])
  })

  test('reads what is given', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgresql://tyck@db/tyck',
      TYCK_DATA_DIR: '/srv/tyck',
      TYCK_PUBLIC_URL: 'https://feedback.example/',
      TYCK_SECRET: 's'.repeat(32),
      TYCK_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      TYCK_UNSAFE_DURABILITY: 'on',
      TYCK_METRICS_TOKEN: 'm'.repeat(16),
      LOG_LEVEL: 'WARN',
    })
    expect(config).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      databaseUrl: 'postgresql://tyck@db/tyck',
      dataDir: '/srv/tyck',
      publicUrl: 'https://feedback.example',
      secret: 's'.repeat(32),
      trustedProxies: ['10.0.0.0/8', '::1'],
      unsafeDurability: true,
      metricsToken: 'm'.repeat(16),
      logLevel: 'warn',
    })
  })

  test('has a demo with a past, an empty one, or none', () => {
    expect(readConfig({ TYCK_DEMO: 'Empty' })).toMatchObject({ demo: true, demoPast: false })
    expect(readConfig({ TYCK_DEMO: 'off' })).toMatchObject({ demo: false, demoPast: false })
  })

  test('reads the rates, and takes off for no limit', () => {
    const rates = { TYCK_RATE_PER_ADDRESS: '5', TYCK_RATE_BURST: '100', TYCK_RATE_PER_PROJECT: '500' }
    expect(readConfig(rates).rates).toEqual({
      perAddress: { perSecond: 5, burst: 100 },
      perProject: { perSecond: 500, burst: 500 },
    })
    expect(readConfig({ TYCK_RATE_PER_ADDRESS: 'off', TYCK_RATE_PER_PROJECT: 'OFF' }).rates).toEqual({
      perAddress: null,
      perProject: null,
    })
  })

  test.each([
    ['PORT', 'x4400'],
    ['PORT', '65536'],
    ['HOST', 'not a host'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/tyck'],
    ['DATABASE_URL', 'postgres://tyck:hunter#2@db/tyck'],
    ['DATABASE_URL', 'postgres://tyck:hunter/2@db/tyck'],
    ['TYCK_PUBLIC_URL', 'feedback.example'],
    ['TYCK_PUBLIC_URL', 'https://feedback.example/tyck?a=1'],
    ['TYCK_SECRET', 'hunter2'],
    ['TYCK_TRUSTED_PROXIES', '10.0.0.0/99'],
    ['TYCK_METRICS_TOKEN', 'too short'],
    ['TYCK_METRICS_TOKEN', 'no spaces are allowed'],
    ['TYCK_SMTP_URL', 'mail.shop.example:587'],
    ['TYCK_SMTP_URL', 'http://mail.shop.example'],
    ['TYCK_SMTP_URL', 'smtp://tyck:100%@mail.shop.example'],
    ['TYCK_SMTP_URL', 'smtp://mail.shop.example?tls=perhaps'],
    ['TYCK_SMTP_URL', 'smtp://mail.shop.example?rejectUnauthorized=false'],
    ['TYCK_SMTP_URL', 'smtps://mail.shop.example?tls=none'],
    ['TYCK_MAIL_FROM', 'nobody'],
    ['TYCK_MAIL_FROM', 'Tyck <one@shop.example>, <two@shop.example>'],
    ['TYCK_MAIL_FROM', 'a@shop.example\r\nBcc: b@shop.example'],
    ['TYCK_DEMO', 'perhaps'],
    ['TYCK_UNSAFE_DURABILITY', 'sure'],
    ['TYCK_RATE_PER_ADDRESS', '-1'],
    // A post of 20 responses must fit.
    ['TYCK_RATE_BURST', '19'],
    ['TYCK_RATE_BURST', 'off'],
    ['TYCK_RATE_PER_PROJECT', '2e3'],
    ['TYCK_RATE_PER_PROJECT', '10000000'],
    ['LOG_LEVEL', 'chatty'],
  ])('refuses a bad %s by its name, and does not tell its value', (variable, value) => {
    const read = () => readConfig({ [variable]: value })
    expect(read).toThrow(variable)
    expect(read).not.toThrow(value)
  })

  test('takes an address of a socket, and a password that is percent-encoded', () => {
    for (const url of ['postgres://tyck:p@/tyck?host=/run', 'postgres://tyck:a%23%2Fb@db/tyck']) {
      expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url)
    }
  })

  test.each([
    ['smtps://tyck:p%40ss@mail.shop.example', { port: 465, security: 'tls', user: 'tyck', password: 'p@ss' }],
    ['smtp://mail.shop.example:2525', { port: 2525, security: 'starttls', user: null, password: null }],
    ['smtp://mail.shop.example', { port: 587, security: 'starttls' }],
    ['smtp://mail.shop.example?tls=none', { security: 'none' }],
    ['smtp://127.0.0.1:25', { host: '127.0.0.1', security: 'none' }],
    ['smtp://[::1]', { host: '::1', security: 'none' }],
    ['smtp://localhost?tls=required', { security: 'starttls' }],
    ['smtp://127.mail.shop.example', { security: 'starttls' }],
  ])('reads the mail server %s', (url, server) => {
    const config = readConfig({ TYCK_SMTP_URL: url, TYCK_MAIL_FROM: 'Tyck <feedback@shop.example>' })
    expect(config.mail).toMatchObject({ server, from: { name: 'Tyck', address: 'feedback@shop.example' } })
  })

  test('sends mail by a server from an address, and asks for the one that is missing', () => {
    expect(() => readConfig({ TYCK_SMTP_URL: 'smtp://mail.shop.example' })).toThrow(/TYCK_MAIL_FROM/)
    expect(() => readConfig({ TYCK_MAIL_FROM: 'feedback@shop.example' })).toThrow(/TYCK_SMTP_URL/)
  })

  test('tells every fault at once', () => {
    expect(() => readConfig({ PORT: 'x', TYCK_DEMO: 'x' })).toThrow(/PORT.*TYCK_DEMO/)
  })
})
