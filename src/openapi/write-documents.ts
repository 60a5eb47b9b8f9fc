import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { recordDataSource } from '../database/data-source.js';
import { DatabaseModule } from '../database/database.module.js';
import { FACES } from '../app.module.js';
import { Draining } from '../http/draining.js';
import { FailureAnswers } from '../http/failure-answers.js';
import { HttpModule } from '../http/http.module.js';
import { PageCursors } from '../http/page-cursor.js';
import { readSettings } from '../settings/settings.js';
import { FACE_MODULES, faceDocuments } from './documents.js';

const FOLDER = new URL('../../openapi/', import.meta.url);

// The faces as they are served, over a database that nobody connects to: documents say nothing of what is in it.
const nowhere = 'postgresql://nowhere.invalid/';
const dataSource = recordDataSource({ url: nowhere, poolSize: 1, limits: 'none', entities: [] });

const edge = {
  settings: readSettings({}),
  answers: new FailureAnswers(FACES),
  draining: new Draining(),
  cursors: new PageCursors(Buffer.alloc(32)),
};

@Module({
  imports: [DatabaseModule.register(dataSource, nowhere), HttpModule.register(edge), ...FACE_MODULES],
})
class DocumentedFaces {}

const app = await NestFactory.create(DocumentedFaces, new FastifyAdapter(), { logger: ['warn', 'error'] });
await mkdir(FOLDER, { recursive: true });
for (const [face, document] of Object.entries(faceDocuments(app))) {
  await writeFile(new URL(`${face}.json`, FOLDER), `${JSON.stringify(document, null, 2)}\n`);
}
await app.close();
