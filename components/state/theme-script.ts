/**
 * Runs before the first paint, so that a chosen theme does not flash. It stands in the page as text, so it is written
 * without quotes, angle brackets and ampersands, which React would escape there.
 */
export const themeScript =
  'try{const t=JSON.parse(localStorage.getItem(`portcullis/preferences`)).theme;if(t===`light`||t===`dark`)document.documentElement.dataset.theme=t}catch{}'
