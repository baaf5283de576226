// Looks at the page on show and returns a list of what is wrong with it: words, one for each fault.
// WebDriver runs it as the body of a function, also where the page itself may run no script.
const faults = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const name = (element) => element.tagName.toLowerCase() +
    (element.id ? '#' + element.id : '') + ' "' + element.textContent.trim().slice(0, 30) + '"';
const expect = (good, fault) => { if (!good) faults.push(fault); };

// The document as a whole.
expect(document.doctype && document.compatMode === 'CSS1Compat', 'no doctype');
expect(document.documentElement.lang === 'en', 'lang is not en');
expect(document.title.trim() !== '', 'no title');
expect(all('h1').length === 1, all('h1').length + ' h1');
expect(all('main').length === 1, all('main').length + ' main');
expect(all('meta[name="viewport"]').length === 1, 'no viewport');
expect(!/maximum-scale|user-scalable/.test(
    (all('meta[name="viewport"]')[0] || {}).content), 'zoom is forbidden');
expect(all('meta[name="robots"][content~="noindex"]').length === 1, 'robots may index');
expect(all('meta[name="referrer"][content="no-referrer"]').length === 1, 'a referrer is sent');

// Headings in order, none empty.
let level = 0;
for (const heading of all('h1, h2, h3, h4, h5, h6')) {
  const own = Number(heading.tagName[1]);
  expect(own <= level + 1, 'heading skips a level: ' + name(heading));
  expect(heading.textContent.trim() !== '', 'empty heading');
  level = own;
}

// Ids are unique, and what is pointed at exists.
const ids = all('[id]').map((element) => element.id);
expect(new Set(ids).size === ids.length, 'an id is used twice');
for (const attribute of ['aria-labelledby', 'aria-describedby', 'for']) {
  for (const element of all('[' + attribute + ']')) {
    for (const id of element.getAttribute(attribute).split(/\s+/)) {
      expect(ids.includes(id), attribute + ' points at nothing: ' + id);
    }
  }
}

// Controls have names; radio buttons have a legend; tables have headers.
for (const control of all('input, select, textarea')) {
  const labels = [...control.labels].map((label) => label.textContent.trim()).join('');
  expect(labels !== '', 'no label: ' + name(control));
  if (control.type === 'radio') {
    const legend = control.closest('fieldset') && control.closest('fieldset').firstElementChild;
    expect(legend && legend.tagName === 'LEGEND' && legend.textContent.trim() !== '',
           'no legend: ' + name(control));
  }
}
for (const control of all('button, a')) {
  expect(control.textContent.trim() !== '', 'a control without words');
}
const buttonWords = all('button').map((button) => button.textContent.trim());
expect(new Set(buttonWords).size === buttonWords.length, 'two buttons with the same words');
for (const cell of all('th')) expect(cell.scope !== '', 'no scope: ' + name(cell));
for (const drawing of all('svg')) {
  expect(drawing.getAttribute('aria-hidden') === 'true', 'a drawing is read out');
}
for (const pair of all('dl > *')) {
  expect(pair.matches('div') && pair.children.length === 2, 'a dl with ' + name(pair));
}

// Places to tap, and nothing that has to be scrolled sideways.
for (const control of all('button, a, select, label.choice')) {
  const box = control.getBoundingClientRect();
  expect(box.height >= 44 && box.width >= 44, 'too small to tap: ' + name(control));
}
const root = document.documentElement;
expect(root.scrollWidth <= root.clientWidth, 'wider than the screen');

// Contrast (WCAG 2: 4.5 to 1 for text, 3 to 1 for the edges of controls).
const colour = (text) => text.match(/[\d.]+/g).map(Number);
const luminance = (rgb) => {
  const [r, g, b] = rgb.slice(0, 3).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const ground = (element) => {
  for (; element; element = element.parentElement) {
    const own = colour(getComputedStyle(element).backgroundColor);
    if (own.length < 4 || own[3] === 1) return own;
  }
  return [255, 255, 255];
};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const element = texts.currentNode.parentElement;
  if (texts.currentNode.data.trim() === '' || element.closest('option')) continue;
  const ratio = contrast(colour(getComputedStyle(element).color), ground(element));
  expect(ratio >= 4.5, 'contrast of ' + ratio.toFixed(2) + ': ' + name(element));
}
for (const control of all('select, .choice')) {
  const ratio = contrast(colour(getComputedStyle(control).borderTopColor),
                         ground(control.parentElement));
  expect(ratio >= 3, 'edge with a contrast of ' + ratio.toFixed(2) + ': ' + name(control));
}
return faults;
