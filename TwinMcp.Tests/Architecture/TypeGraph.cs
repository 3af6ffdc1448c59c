using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace TwinMcp.Tests.Architecture;

/// <summary>A type's full name, nested types counted as the outermost one.</summary>
public readonly record struct TypeName(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : Namespace + "." + Name;

    /// <summary>In the namespace or one below it.</summary>
    public bool IsIn(string ns) => Namespace == ns || Namespace.StartsWith(ns + ".", StringComparison.Ordinal);
}

/// <summary>The first type uses the second.</summary>
public readonly record struct TypeUse(TypeName From, TypeName To)
{
    public override string ToString() => $"{From} -> {To}";
}

/// <summary>
/// Who uses whom in a compiled assembly: base types, interfaces, fields, signatures, constraints, attributes, local variables, and
/// every token in the method bodies, with the types in the signature of what is called (so that a property of a class does not
/// launder the type that it returns).
/// </summary>
static class TypeGraph
{
    static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => (int)(ushort)o.Value, o => o.OperandType);

    /// <summary>Bytes of an operand, where it is not four (ECMA-335, III).</summary>
    static readonly Dictionary<OperandType, int> Sizes = new()
    {
        [OperandType.InlineNone] = 0,
        [OperandType.ShortInlineBrTarget] = 1,
        [OperandType.ShortInlineI] = 1,
        [OperandType.ShortInlineVar] = 1,
        [OperandType.InlineVar] = 2,
        [OperandType.InlineI8] = 8,
        [OperandType.InlineR] = 8,
    };

    public static IReadOnlySet<TypeUse> Read(string assemblyPath)
    {
        using var pe = new PEReader(File.OpenRead(assemblyPath));
        var reader = pe.GetMetadataReader();
        var uses = new HashSet<TypeUse>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var used = new TypeCollector(reader);
            Definition(pe, reader, reader.GetTypeDefinition(handle), used);
            var from = used.NameOf(handle);
            uses.UnionWith(used.Found.Where(to => to != from).Select(to => new TypeUse(from, to)));
        }
        return uses;
    }

    public static IReadOnlySet<string> ReferencedAssemblies(string assemblyPath)
    {
        using var pe = new PEReader(File.OpenRead(assemblyPath));
        var reader = pe.GetMetadataReader();
        return reader.AssemblyReferences.Select(r => reader.GetString(reader.GetAssemblyReference(r).Name)).ToHashSet();
    }

    static void Definition(PEReader pe, MetadataReader reader, TypeDefinition type, TypeCollector used)
    {
        used.Add(type.BaseType);
        used.AddAttributes(type.GetCustomAttributes());
        used.AddConstraints(type.GetGenericParameters());
        foreach (var handle in type.GetInterfaceImplementations())
            used.Add(reader.GetInterfaceImplementation(handle).Interface);
        foreach (var handle in type.GetFields())
        {
            used.Add(handle);
            used.AddAttributes(reader.GetFieldDefinition(handle).GetCustomAttributes());
        }
        foreach (var handle in type.GetProperties())
            used.AddAttributes(reader.GetPropertyDefinition(handle).GetCustomAttributes());
        foreach (var handle in type.GetMethods())
            Method(pe, reader, handle, used);
    }

    static void Method(PEReader pe, MetadataReader reader, MethodDefinitionHandle handle, TypeCollector used)
    {
        var method = reader.GetMethodDefinition(handle);
        used.Add(handle);
        used.AddAttributes(method.GetCustomAttributes());
        used.AddConstraints(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters())
            used.AddAttributes(reader.GetParameter(parameter).GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = pe.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(used, null);
        foreach (var region in body.ExceptionRegions)
            used.Add(region.CatchType);
        foreach (var token in Tokens(body.GetILContent()))
            used.Add(MetadataTokens.EntityHandle(token));
    }

    /// <summary>The metadata tokens among the operands of the instructions.</summary>
    static IEnumerable<int> Tokens(ImmutableArray<byte> il)
    {
        for (var at = 0; at < il.Length;)
        {
            var code = il[at++] is var first && first == 0xFE ? 0xFE00 | il[at++] : first;
            var operand = Operands[code];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return Int(il, at);
            at += operand == OperandType.InlineSwitch ? 4 + 4 * Int(il, at) : Sizes.GetValueOrDefault(operand, 4);
        }
    }

    static int Int(ImmutableArray<byte> il, int at) => il[at] | il[at + 1] << 8 | il[at + 2] << 16 | il[at + 3] << 24;
}
