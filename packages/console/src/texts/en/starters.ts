import type { Metric } from '@tyck/shared/metric'

interface Starter {
  /** What the metric is called, and what it is good for. */
  label: string
  about: string
  question: string
  lowLabel?: string
  highLabel?: string
  /** A name for each answer, lowest first, where answers are pictures. */
  optionLabels?: string[]
  followUp: string
}

/** What each kind of question begins with. */
export const starters: Record<Metric, Starter> = {
  nps: {
    label: 'Recommendation',
    about: 'NPS, 0 to 10',
    question: 'How likely are you to recommend us to a friend?',
    lowLabel: 'Not at all likely',
    highLabel: 'Very likely',
    followUp: 'What is the main reason for your answer?',
  },
  csat: {
    label: 'Satisfaction',
    about: 'CSAT, 1 to 5',
    question: 'How satisfied are you with this step?',
    lowLabel: 'Very dissatisfied',
    highLabel: 'Very satisfied',
    followUp: 'What could we do better?',
  },
  ces: {
    label: 'Ease',
    about: 'CES, 1 to 7',
    question: 'It was easy to do what I came for.',
    lowLabel: 'Strongly disagree',
    highLabel: 'Strongly agree',
    followUp: 'What made it easy or hard?',
  },
  thumbs: {
    label: 'Thumbs',
    about: 'Up or down',
    question: 'Did you find what you were looking for?',
    optionLabels: ['No', 'Yes'],
    followUp: 'What were you looking for?',
  },
  smileys: {
    label: 'Smileys',
    about: 'Four faces',
    question: 'How was it?',
    optionLabels: ['Bad', 'Not so good', 'Good', 'Great'],
    followUp: 'What could we do better?',
  },
  stars: {
    label: 'Stars',
    about: 'One to five',
    question: 'How would you rate it?',
    optionLabels: ['1 star', '2 stars', '3 stars', '4 stars', '5 stars'],
    followUp: 'What could we do better?',
  },
}

export const thanks = 'Thank you. We read every answer.'
