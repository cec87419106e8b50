/**
 * posthog-js with as little before the question as its options allow: its slim build, with surveys and their renderer
 * in the same file, without feature flags, remote configuration, autocapture and batches.
 */
import { SurveysExtensions } from 'posthog-js/dist/extension-bundles.js'
import posthog from 'posthog-js/dist/module.slim.no-external.js'
import 'posthog-js/dist/surveys.js'

posthog.init('phc_bench', {
  api_host: new URL(document.currentScript.src).origin,
  __extensionClasses: SurveysExtensions,
  advanced_enable_surveys: true,
  advanced_disable_flags: true,
  autocapture: false,
  capture_pageview: false,
  capture_pageleave: false,
  disable_session_recording: true,
  person_profiles: 'never',
  // Else it takes a driven browser for a bot, and drops its answers.
  opt_out_useragent_filter: true,
  request_batching: false,
})
