import type { Page } from 'playwright-core';

// What a person does on the page, by what they see.

/** Chooses a face in the selector, and waits for its document. */
export async function chooseFace(page: Page, face: string): Promise<string> {
  await page.locator('#select').selectOption({ label: face });
  const title = page.locator('.info .title');
  await title.filter({ hasText: face }).waitFor();
  return (await title.textContent())!;
}

export async function authorize(page: Page, token: string): Promise<void> {
  await page.locator('.btn.authorize').click();
  const dialog = page.locator('.auth-container');
  await dialog.locator('input').fill(token);
  await dialog.locator('button.authorize').click();
  await dialog.locator('button.btn-done').click();
}

/** Opens an operation, fills its parameters, executes it, and reads the answer. */
export async function execute(page: Page, operationId: string, parameters: Record<string, string>) {
  const operation = page.locator(`.opblock[id$="-${operationId}"]`);
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('.try-out__btn').click();
  for (const [name, value] of Object.entries(parameters)) {
    await operation.locator(`tr[data-param-name="${name}"] input`).fill(value);
  }
  await operation.locator('button.execute').click();
  const answer = operation.locator('.live-responses-table .response').first();
  const status = Number(await answer.locator('.response-col_status').textContent());
  const text = await answer.locator('.response-col_description .highlight-code pre').first().textContent();
  return { status, body: JSON.parse(text!) as unknown };
}
