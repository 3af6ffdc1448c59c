using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace TwinMcp.Tests.Architecture;

/// <summary>Resolves metadata handles and signatures to the types they name, and remembers them.</summary>
sealed class TypeCollector(MetadataReader reader) : ISignatureTypeProvider<bool, object?>
{
    readonly HashSet<EntityHandle> seen = [];

    public HashSet<TypeName> Found { get; } = [];

    public void Add(EntityHandle handle)
    {
        if (handle.IsNil || !seen.Add(handle))
            return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Found.Add(NameOf((TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference:
                Found.Add(NameOf((TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                break;
            case HandleKind.FieldDefinition:
                var field = reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                Add(field.GetDeclaringType());
                field.DecodeSignature(this, null);
                break;
            case HandleKind.MethodDefinition:
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                Add(method.GetDeclaringType());
                method.DecodeSignature(this, null);
                break;
            case HandleKind.MemberReference:
                Member(reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                var instance = reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(instance.Method);
                instance.DecodeSignature(this, null);
                break;
            default:
                throw new NotSupportedException($"A {handle.Kind} where a type or member was expected.");
        }
    }

    public void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
            Add(reader.GetCustomAttribute(handle).Constructor);
    }

    public void AddConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(p => reader.GetGenericParameter(p).GetConstraints()))
            Add(reader.GetGenericParameterConstraint(constraint).Type);
    }

    public TypeName NameOf(TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? NameOf(outer)
            : new TypeName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    TypeName NameOf(TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope)
            : new TypeName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    void Member(MemberReference member)
    {
        Add(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Field)
            member.DecodeFieldSignature(this, null);
        else
            member.DecodeMethodSignature(this, null);
    }

    // The value that a signature decodes to is of no interest; passing by is.
    public bool GetTypeFromDefinition(MetadataReader _, TypeDefinitionHandle handle, byte rawTypeKind) => Found.Add(NameOf(handle));

    public bool GetTypeFromReference(MetadataReader _, TypeReferenceHandle handle, byte rawTypeKind) => Found.Add(NameOf(handle));

    public bool GetTypeFromSpecification(MetadataReader _, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return true;
    }

    public bool GetArrayType(bool elementType, ArrayShape shape) => true;
    public bool GetByReferenceType(bool elementType) => true;
    public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;
    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;
    public bool GetGenericMethodParameter(object? genericContext, int index) => true;
    public bool GetGenericTypeParameter(object? genericContext, int index) => true;
    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;
    public bool GetPinnedType(bool elementType) => true;
    public bool GetPointerType(bool elementType) => true;
    public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;
    public bool GetSZArrayType(bool elementType) => true;
}
