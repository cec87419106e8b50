import { expect, test } from 'vitest'
import { admitsOrigin, originHash, patternsOf } from '../src/origin.ts'

const admits = (list: string[], origin: string) => admitsOrigin(list.map(originHash), origin)

test('names every entry that would admit an origin', () => {
  expect(patternsOf('https://pay.eu.shop.example')).toEqual([
    'https://pay.eu.shop.example',
    'https://*.eu.shop.example',
    'https://*.shop.example',
    'https://*.example',
  ])
  expect(patternsOf('http://localhost:8080')).toEqual(['http://localhost:8080'])
  expect(patternsOf('null')).toEqual(['null'])
})

test('admits every origin where the list is empty', () => {
  expect(admits([], 'https://anywhere.example')).toBe(true)
  expect(admits([], 'null')).toBe(true)
})

const list = ['https://shop.example', 'https://*.shop.example', 'http://localhost:8080']

test.each([
  'https://shop.example',
  'https://www.shop.example',
  'https://pay.eu.shop.example',
  'http://localhost:8080',
])('admits %s by the list', origin => {
  expect(admits(list, origin)).toBe(true)
})

test.each([
  'http://shop.example',
  'https://shop.example:8443',
  'https://shop.example.evil.com',
  'https://evilshop.example',
  'https://evil.com',
  'http://localhost',
  'http://localhost:8081',
  'null',
  '',
])('refuses %j by the list', origin => {
  expect(admits(list, origin)).toBe(false)
})

test('takes * for a domain below, and not for the domain itself', () => {
  expect(admits(['https://*.shop.example'], 'https://shop.example')).toBe(false)
})

test('hashes to eight hexadecimal digits, also where the first is 0', () => {
  expect(originHash('https://*.shop.example')).toBe('cc15bd0d')
  expect(originHash('foobar')).toBe('0c0da6dc')
})
