import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { accessRuleOf } from './access.decorators.js';

/** Refuses to start while a route says nothing about who may enter: silence is a mistake, not a permission. */
@Injectable()
export class RouteRules implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    this.assertEveryRouteHasRule();
  }

  /** Throws an Error that names every route without a rule. */
  assertEveryRouteHasRule(): void {
    const silent = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const prototype = metatype.prototype as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!))
        .filter((name) => !accessRuleOf(this.reflector, [prototype[name]!, metatype]))
        .map((name) => `${metatype.name}.${name}`);
    });
    if (silent.length) throw new Error(`Routes without an access rule: ${silent.join(', ')}`);
  }
}
