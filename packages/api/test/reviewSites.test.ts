import { expect, test } from 'vitest'
import { isReviewSite } from '../src/domain/publishing/reviewSites.ts'

test.each([
  'https://search.google.com/local/writereview?placeid=1',
  'https://www.google.com/maps/place/Shop',
  'https://www.google.co.uk/maps?cid=1',
  'https://maps.app.goo.gl/x',
  'https://g.page/r/x/review',
  'https://play.google.com/store/apps/details?id=x',
  'https://apps.apple.com/se/app/id1',
  'https://www.trustpilot.com/evaluate/shop.example',
  'https://se.trustpilot.com/review/shop.example',
  'https://TRUSTPILOT.com./x',
  'https://user@trustpilot.com:443/x',
  'https://www.g2.com/products/x/take_survey',
  'https://www.capterra.com/p/1',
  'https://www.capterra.co.uk/p/1',
  'https://www.tripadvisor.se/UserReviewEdit',
  'https://www.yelp.com/biz/x',
  'https://m.facebook.com/shop/reviews',
  'https://www.amazon.co.jp/review/create-review',
  'https://www.amazon.com.au/dp/x',
  'https://amzn.to/x',
  'https://www.reviews.io/company-reviews/x',
])('%s is a place for reviews', url => {
  expect(isReviewSite(url)).toBe(true)
})

test.each([
  'https://shop.example/trustpilot.com',
  'https://nottrustpilot.com',
  'https://trustpilot.com.shop.example',
  'https://amazonas.example',
  'https://docs.google.com/forms/d/x',
  'https://www.google.com/chrome',
  'https://maps.shop.example',
  'https://ya.co',
])('%s is none', url => {
  expect(isReviewSite(url)).toBe(false)
})
